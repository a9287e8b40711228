import { readFile, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { close, PortTakenError } from '../aws/listening.ts';
import type { RunningServer } from '../aws/running-server.ts';
import type { Mail } from './mail.ts';
import { answerMailbox } from './routes.ts';

const require = createRequire(import.meta.url);

interface SesStore {
  getStoreReadonly(): { emails: Mail[] };
  saveEmail(mail: Mail): void;
}
type StartSes = (options: { host: string; port: number }) => Promise<Server>;

/** aws-ses-v2-local keeps one mailbox for the whole process; loaded anew, each cloud has its own. */
const loadSes = (): { start: StartSes; store: SesStore } => {
  const main = require.resolve('aws-ses-v2-local');
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(dirname(main))) delete require.cache[file];
  }
  return { start: require(main).default, store: require(join(dirname(main), 'store.js')) };
};

const readKept = async (file: string): Promise<Mail[]> => {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return [];
  }
};

/** SES (aws-ses-v2-local): takes what is sent and shows it. Kept in `dataDir` when it is closed. */
export const startMailbox = async (options: {
  host: string;
  port: number;
  dataDir?: string | undefined;
}): Promise<RunningServer & { messages(): Mail[] }> => {
  const { host, port, dataDir } = options;
  const { start, store } = loadSes();
  const file = dataDir && join(dataDir, 'mailbox.json');
  if (file) for (const mail of await readKept(file)) store.saveEmail(mail);
  const server = await start({ host, port });
  // It resolves all the same when it could not listen.
  const address = server.address();
  if (!server.listening || typeof address !== 'object' || !address) throw new PortTakenError(port);

  const messages = (): Mail[] => store.getStoreReadonly().emails;
  const answerSes = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (answerMailbox(messages(), request, response)) return;
    for (const answer of answerSes) answer.call(server, request, response);
  });
  return {
    port: address.port,
    messages: () => [...messages()],
    close: async () => {
      await close(server);
      if (file) await writeFile(file, JSON.stringify(messages()));
    },
  };
};
