import type { Mail } from './mail.ts';

/** An e-mail as LocalStack's `/_aws/ses` shows it; one sent raw has `RawData` in place of a subject and a body. */
interface SentMail {
  Id: string;
  Source: string;
  /** UTC, and does not say so. */
  Timestamp: string;
  Destination?: { ToAddresses?: string[]; CcAddresses?: string[]; BccAddresses?: string[] };
  Subject?: string;
  Body?: { text_part?: string | null; html_part?: string | null };
  RawData?: string;
}

const asMail = (sent: SentMail): Mail => ({
  messageId: sent.Id,
  from: sent.Source,
  replyTo: [],
  destination: {
    to: sent.Destination?.ToAddresses ?? [],
    cc: sent.Destination?.CcAddresses ?? [],
    bcc: sent.Destination?.BccAddresses ?? [],
  },
  subject: sent.Subject ?? '(sent raw)',
  body: {
    ...(sent.Body?.html_part && { html: sent.Body.html_part }),
    text: sent.Body?.text_part ?? sent.RawData ?? '',
  },
  at: Math.floor(Date.parse(`${sent.Timestamp}Z`) / 1000),
});

const ask = async (address: string): Promise<Response> => {
  const answer = await fetch(address, { signal: AbortSignal.timeout(3000) });
  if (!answer.ok) throw new Error(`LocalStack answered ${answer.status}.`);
  return answer;
};

/** @throws when LocalStack does not answer within 3 s */
export const ensureThere = async (endpoint: string): Promise<void> => {
  await (await ask(`${endpoint}/_localstack/init/ready`)).body?.cancel();
};

/**
 * The e-mails LocalStack was given to send, oldest first.
 * @throws when it does not answer within 3 s
 */
export const fetchMails = async (endpoint: string): Promise<Mail[]> => {
  const answer = await ask(`${endpoint}/_aws/ses`);
  const { messages } = (await answer.json()) as { messages: SentMail[] };
  return messages.map(asMail);
};
