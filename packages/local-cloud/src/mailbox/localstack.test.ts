import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { close, listen } from '../aws/listening.ts';
import { ensureThere, fetchMails } from './localstack.ts';

/** As LocalStack 4.14 answers: one sent by SendEmail, one by SendRawEmail. */
const messages = [
  {
    Id: 'first',
    Region: 'us-east-1',
    Destination: { ToAddresses: ['maria@example.com'], CcAddresses: [], BccAddresses: [] },
    Source: 'LabSecure <results@example.com>',
    Subject: 'A new lab result is ready',
    Body: { text_part: 'Sign in', html_part: '<p>Sign in</p>' },
    Timestamp: '2026-11-23T06:56:51',
  },
  {
    Id: 'second',
    Region: 'us-east-1',
    Source: 'a@example.com',
    RawData: 'Subject: x',
    Timestamp: '2026-11-23T07:00:00',
  },
];

let server: Server;
let endpoint: string;
let status = 200;
beforeAll(async () => {
  server = createServer((request, response) => {
    response
      .writeHead(['/_aws/ses', '/_localstack/init/ready'].includes(request.url ?? '') ? status : 404)
      .end(JSON.stringify({ messages }));
  });
  endpoint = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
});
afterAll(() => close(server));

test('When LocalStack was given e-mails, then they read as those of the embedded cloud do', async () => {
  status = 200;
  const [mail, raw] = await fetchMails(endpoint);
  expect(mail).toEqual({
    messageId: 'first',
    from: 'LabSecure <results@example.com>',
    replyTo: [],
    destination: { to: ['maria@example.com'], cc: [], bcc: [] },
    subject: 'A new lab result is ready',
    body: { html: '<p>Sign in</p>', text: 'Sign in' },
    at: Date.parse('2026-11-23T06:56:51Z') / 1000,
  });
  expect(raw).toMatchObject({ messageId: 'second', body: { text: 'Subject: x' } });
});

test('When LocalStack does not do what it should, then that is an error and not an empty mailbox', async () => {
  status = 500;
  await expect(fetchMails(endpoint)).rejects.toThrow('500');
  await expect(ensureThere(endpoint)).rejects.toThrow('500');
});
