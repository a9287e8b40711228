import { AuthSettings, AwsSettings, address, HttpSettings } from '@labsecure/runtime/settings';
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
  MAX_EVENT_LOOP_DELAY_MS: Type.Integer({
    minimum: 1,
    default: 1000,
    description: 'beyond it requests are answered 503 for a moment, so that those under way are finished',
  }),
  TRUSTED_PROXIES: Type.String({
    default: '',
    description: 'networks (CIDR, comma-separated) of the proxies in front',
  }),
  DROP_CONCURRENCY: Type.Integer({
    minimum: 1,
    maximum: 32,
    default: 2,
    description: 'dropped files taken in at the same time',
  }),
  DROP_SWEEP_EVERY_SECONDS: Type.Integer({
    minimum: 1,
    default: 300,
    description: 'how often to look for dropped files that nobody took in',
  }),
  DROP_SWEEP_AFTER_SECONDS: Type.Integer({
    minimum: 1,
    default: 900,
    description: 'how long a dropped file may lie before it is announced again',
  }),
  DOCUMENTS_ENDPOINT_URL: Type.Optional(
    address('where labs reach S3, when that is not where this service reaches it'),
  ),
  SEALING_KEY: Type.Optional(
    Type.String({ description: 'private key that opens sealed files: PKCS#8 in base64, on one line' }),
  ),
  SEALING_KEY_FILE: Type.Optional(
    Type.String({
      description: 'path of a file with that key, or with it as PEM, when SEALING_KEY is not set',
    }),
  ),
});
export type Settings = Static<typeof Settings>;
