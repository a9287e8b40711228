import { AwsSettings, address, HttpSettings } from '@labsecure/runtime/settings';
import { type Static, Type } from 'typebox';

/** Every setting of the notify service. */
export const NotifySettings = Type.Object({
  ...HttpSettings,
  ...AwsSettings,
  MAIL_FROM: Type.String({ pattern: '@', title: 'an e-mail address', description: 'sender of every e-mail' }),
  PORTAL_URL: address('where patients sign in; the only address an e-mail links to'),
  ADMIN_EMAIL: Type.Optional(
    Type.String({
      pattern: '@',
      title: 'an e-mail address',
      description:
        'who is told of results that wait for staff and, with the lab, of submissions without a result and of files in quarantine',
    }),
  ),
  WORKER_CONCURRENCY: Type.Integer({
    default: 8,
    minimum: 1,
    maximum: 100,
    description: 'e-mails sent at the same time',
  }),
});
export type NotifySettings = Static<typeof NotifySettings>;
