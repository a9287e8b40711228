import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import type { Settings } from '../config.ts';

interface Command {
  input: { IndexName?: string };
}

interface Sender {
  send: (command: Command, ...rest: unknown[]) => Promise<unknown>;
}

/** Looking for work is no step of the work. */
const isLooking = (command: Command): boolean =>
  /^(ReceiveMessage|GetQueueUrl)/.test(command.constructor.name) || command.input.IndexName === 'pending';

/** AWS clients that end their process, without a word, once so many calls have succeeded. */
export const createMortalClients = (settings: Settings, calls: number): AwsClients => {
  const clients = createAwsClients(settings);
  let left = calls;
  for (const client of [clients.s3, clients.sqs, clients.documents] as unknown as Sender[]) {
    const send = client.send.bind(client);
    client.send = async (command, ...rest) => {
      const answer = await send(command, ...rest);
      if (!isLooking(command) && --left <= 0) process.kill(process.pid, 'SIGKILL');
      return answer;
    };
  }
  return clients;
};
