import { AwsSettings, HttpSettings } from '@labsecure/runtime/settings';
import { type Static, Type } from 'typebox';

export const Settings = Type.Object({
  ...HttpSettings,
  ...AwsSettings,
  WORKER_CONCURRENCY: Type.Integer({
    minimum: 1,
    maximum: 256,
    default: 16,
    description: 'submissions processed at the same time',
  }),
  RECONCILE_EVERY_SECONDS: Type.Integer({
    minimum: 1,
    default: 60,
    description: 'how often to look for submissions that stand still',
  }),
  RECONCILE_AFTER_SECONDS: Type.Integer({
    minimum: 1,
    default: 120,
    description: 'how long a submission may stand before it is sent again',
  }),
});
export type Settings = Static<typeof Settings>;
