import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMailbox } from './ses.ts';

let mailbox: Awaited<ReturnType<typeof startMailbox>>;
let url: string;
beforeAll(async () => {
  mailbox = await startMailbox({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${mailbox.port}`;
  const ses = new SESClient({
    region: 'us-east-1',
    endpoint: url,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await ses.send(
    new SendEmailCommand({
      Source: 'LabSecure <results@example.com>',
      Destination: { ToAddresses: ['maria@example.com'] },
      Message: {
        Subject: { Data: 'A <new> result' },
        Body: { Html: { Data: '<p>Sign in</p><script>alert(1)</script>' }, Text: { Data: 'Sign in & read' } },
      },
    }),
  );
  ses.destroy();
});
afterAll(() => mailbox.close());

test('When a mail was sent, then it is in the list and can be opened', async () => {
  const list = await (await fetch(url)).text();
  expect(list).toContain('A &lt;new&gt; result');
  expect(list).toContain('maria@example.com');
  const address = /href="(\/mail\/[^"]+)"/.exec(list)?.[1] ?? '';
  const mail = await (await fetch(url + address)).text();
  expect(mail).toContain('Sign in &amp; read');
  expect(mail).toContain(`src="${address}/html"`);
});

test('When the mail itself is shown, then the browser is told to run and load nothing', async () => {
  const [mail] = mailbox.messages();
  const answer = await fetch(`${url}/mail/${mail?.messageId}/html`);
  const policy = answer.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toMatch(/sandbox allow-popups allow-popups-to-escape-sandbox$/);
  expect(await answer.text()).toContain('<p>Sign in</p>');
});

test('When there is no such mail, or the address is nonsense, then a page says so', async () => {
  for (const path of ['/mail/none', '/mail/%E0%A4%A', '/mail/', '/mail']) {
    expect((await fetch(url + path)).status, path).toBe(404);
  }
});
