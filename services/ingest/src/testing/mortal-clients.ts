import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import type { Settings } from '../config.ts';

interface Sender {
  send: (command: object, ...rest: unknown[]) => Promise<unknown>;
}

/**
 * AWS clients that end their process, without a word, once so many writes have succeeded: the claim of the key, the
 * bytes, the fact, the message.
 */
export const createMortalClients = (settings: Settings, writes: number): AwsClients => {
  const clients = createAwsClients(settings);
  let left = writes;
  for (const client of [clients.s3, clients.sqs, clients.documents] as unknown as Sender[]) {
    const send = client.send.bind(client);
    client.send = async (command, ...rest) => {
      const answer = await send(command, ...rest);
      const isWrite = /^(Put|BatchWrite|SendMessage)/.test(command.constructor.name);
      if (isWrite && --left <= 0) process.kill(process.pid, 'SIGKILL');
      return answer;
    };
  }
  return clients;
};
