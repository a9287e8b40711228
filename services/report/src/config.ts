import { AuthSettings, AwsSettings, address, HttpSettings } from '@labsecure/runtime/settings';
import { type Static, Type } from 'typebox';

/** Every setting of the report service. */
export const ReportSettings = Type.Object({
  ...HttpSettings,
  ...AwsSettings,
  ...AuthSettings,
  OIDC_CLIENT_IDS: Type.String({
    default: 'labsecure-portal',
    description: 'OAuth clients through which people sign in and may ask for reports, separated by commas',
  }),
  DOCUMENTS_ENDPOINT_URL: Type.Optional(
    address('where browsers reach S3, when that is not where this service reaches it'),
  ),
  MAX_WAITING_RENDERS: Type.Integer({
    default: 40,
    minimum: 1,
    maximum: 1000,
    description: 'documents that may wait to be made; beyond, requests are answered 503',
  }),
});
export type ReportSettings = Static<typeof ReportSettings>;
