import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import type { Settings } from '../config.ts';
import type { Connect } from '../wiring-drop.ts';

interface Sender {
  send: (command: object, ...rest: unknown[]) => Promise<unknown>;
}

const writes =
  /^(Put|BatchWrite|Update|SendMessage|CopyObject|DeleteObject|DeleteMessage|UploadPart|CompleteMultipart)/;

/**
 * AWS clients that end their process, without a word, once so many writes have succeeded: the claim of the key, the
 * bytes, the fact, the message; of a file also its reasons, its copy and its removal.
 */
export const mortalConnect = (settings: Settings, lives: number): Connect => {
  let left = lives;
  const watch = (clients: AwsClients): AwsClients => {
    for (const client of [clients.s3, clients.sqs, clients.documents] as unknown as Sender[]) {
      const send = client.send.bind(client);
      client.send = async (command, ...rest) => {
        const answer = await send(command, ...rest);
        if (writes.test(command.constructor.name) && --left <= 0) process.kill(process.pid, 'SIGKILL');
        return answer;
      };
    }
    return clients;
  };
  return (over, options) => watch(createAwsClients({ ...settings, ...over }, options));
};
