import { AuthSettings, AwsSettings, HttpSettings } from '@labsecure/runtime/settings';
import { type Static, Type } from 'typebox';

export const Settings = Type.Object({
  ...HttpSettings,
  ...AwsSettings,
  ...AuthSettings,
  RATE_LIMIT_PER_MINUTE: Type.Integer({
    minimum: 1,
    default: 6000,
    description: 'requests a minute that one lab may make of one process of this service',
  }),
  TRUSTED_PROXIES: Type.String({
    default: '',
    description: 'networks (CIDR, comma-separated) of the proxies in front',
  }),
});
export type Settings = Static<typeof Settings>;
