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

const isReceive = (command: Command): boolean => command.constructor.name === 'ReceiveMessageCommand';
const isRemoval = (command: Command): boolean => command.constructor.name === 'DeleteMessageBatchCommand';
const hasMessage = (answer: unknown): boolean =>
  answer instanceof Object &&
  'Messages' in answer &&
  Array.isArray(answer.Messages) &&
  answer.Messages.length > 0;

/**
 * AWS clients that end their process, without a word, once so many calls have succeeded. They receive one message and no
 * other: with two at a time, the calls of the one would be counted for the other. When it is off the queue, the process
 * has survived, and exits with 0.
 */
export const createMortalClients = (settings: Settings, calls: number): AwsClients => {
  const clients = createAwsClients(settings);
  let left = calls;
  let taken = false;
  for (const client of [clients.s3, clients.sqs, clients.documents] as unknown as Sender[]) {
    const send = client.send.bind(client);
    client.send = async (command, ...rest) => {
      if (taken && isReceive(command)) return new Promise(() => undefined);
      const answer = await send(command, ...rest);
      if (isReceive(command)) taken = hasMessage(answer);
      if (!isLooking(command) && --left <= 0) process.kill(process.pid, 'SIGKILL');
      else if (isRemoval(command)) process.exit(0);
      return answer;
    };
  }
  return clients;
};
