import { createServer } from 'node:http';
import { close, listen } from '../aws/listening.ts';
import { ensureThere, fetchMails } from '../mailbox/localstack.ts';
import { answerMailbox } from '../mailbox/routes.ts';
import { say, serve } from './run.ts';
import { listenSettings, settingsFrom } from './settings.ts';

/** Shows what LocalStack's SES was given to send. */
await serve(async () => {
  const settings = settingsFrom({ ...listenSettings, AWS_ENDPOINT_URL_SES: 'address of SES' });
  const server = createServer(async (request, response) => {
    try {
      const { AWS_ENDPOINT_URL_SES: endpoint } = settings;
      if (request.url === '/ready') {
        await ensureThere(endpoint);
        response.end('ready');
        return;
      }
      const mails = await fetchMails(endpoint);
      if (!answerMailbox(mails, request, response)) response.writeHead(405).end();
    } catch {
      response.writeHead(503, { 'retry-after': '1' }).end('LocalStack does not answer at the moment.');
    }
  });
  await listen(server, Number(settings.PORT), settings.HOST);
  say('The mailbox listens.');
  return { close: () => close(server) };
});
