import { AuthSettings, AwsSettings, address, HttpSettings } from '@labsecure/runtime/settings';
import { type Static, Type } from 'typebox';

/** Every setting of the portal, as it stands in the environment. */
export const PortalSettings = Type.Object({
  ...HttpSettings,
  ...AwsSettings,
  OIDC_ISSUER: AuthSettings.OIDC_ISSUER,
  OIDC_INTERNAL_ORIGIN: Type.Optional(
    address('origin the portal itself reaches the login at, when that is not the one of OIDC_ISSUER'),
  ),
  OIDC_CLIENT_ID: Type.String({ description: 'the portal as the login knows it' }),
  OIDC_CLIENT_SECRET: Type.String({ description: 'belongs to OIDC_CLIENT_ID' }),
  OIDC_LOGOUT_URL: address('where the login ends a sign-in; its origin is where people sign in'),
  PORTAL_URL: address('where browsers reach the portal'),
  REPORT_URL: address('where the portal reaches the report service'),
  DOCUMENTS_ORIGIN: address('origin of the links to PDF documents'),
  SESSION_SECRET: Type.String({ minLength: 32, description: 'signs cookies' }),
  SECURE_COOKIES: Type.Boolean({
    default: true,
    description: 'false only where browsers reach the portal over plain http, on one machine',
  }),
  MAX_EVENT_LOOP_DELAY_MS: Type.Integer({
    minimum: 1,
    default: 1000,
    description: 'beyond it requests are answered 503 for a moment, so that those under way are finished',
  }),
  TRUSTED_PROXIES: Type.Optional(
    Type.String({ description: 'networks (CIDR, comma between) of the proxies in front' }),
  ),
});
export type PortalSettings = Static<typeof PortalSettings>;
