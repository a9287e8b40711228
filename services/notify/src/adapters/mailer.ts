import { type SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { PermanentError } from '@labsecure/contracts/errors';
import type { Mail } from '../domain/mail.ts';

/**
 * What SES says of an e-mail it will never take: a bad or forbidden address. Everything else (throttling, a paused
 * account, a sender not verified yet, 5xx, no answer) may be better later.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html
 */
const forGood = new Set([
  'MessageRejected',
  'InvalidParameterValue',
  'InvalidParameterValueException',
  'ValidationError',
]);

const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });

/**
 * Hands an e-mail to SES.
 * @param from sender, `Name <address>`
 * @returns a function that resolves to SES's id of the message, and throws PermanentError when SES will never take it
 */
export const createMailer =
  (ses: SESClient, from: string) =>
  async ({ to, blindCopy, subject, html, text }: Mail): Promise<string> => {
    const command = new SendEmailCommand({
      Source: from,
      Destination: { ToAddresses: [to], ...(blindCopy && { BccAddresses: [blindCopy] }) },
      Message: { Subject: utf8(subject), Body: { Html: utf8(html), Text: utf8(text) } },
    });
    try {
      const { MessageId } = await ses.send(command);
      return MessageId ?? 'unknown';
    } catch (error) {
      if (!(error instanceof Error && forGood.has(error.name))) throw error;
      throw new PermanentError('The mail provider refuses this e-mail.', 'E_MAIL_REFUSED', error);
    }
  };
