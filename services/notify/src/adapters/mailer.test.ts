import type { SESClient } from '@aws-sdk/client-ses';
import { PermanentError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import { createMailer } from './mailer.ts';

const mail = { to: 'a@example.com', subject: 's', html: 'h', text: 't' };

/** SES as the mailer sees it: one call. */
const sesThat = (send: () => Promise<unknown>) =>
  createMailer({ send } as unknown as SESClient, 'from@example.com');
const failing = (name: string) => sesThat(() => Promise.reject(Object.assign(new Error(name), { name })));

test.each(['MessageRejected', 'InvalidParameterValue'])(
  'When SES answers %s, then no retry will help',
  async (name) => {
    await expect(failing(name)(mail)).rejects.toBeInstanceOf(PermanentError);
  },
);

test.each([
  'Throttling',
  'TimeoutError',
  'AccountSendingPausedException',
  'ServiceUnavailable',
  'MailFromDomainNotVerifiedException',
])('When SES answers %s, then it may be better later', async (name) => {
  await expect(failing(name)(mail)).rejects.not.toBeInstanceOf(PermanentError);
});
