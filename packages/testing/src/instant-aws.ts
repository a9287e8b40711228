/**
 * An AWS that answers at once and stores nothing: what is left to measure is the client's own work. It speaks just the
 * calls the benchmarks make, and runs as a process of its own so that its time is not counted.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

export interface InstantAwsOptions {
  /** Answer of every DynamoDB Query, as DynamoDB writes items. */
  queryItems?: unknown[];
  /** Answer of every DynamoDB GetItem. */
  item?: unknown;
  /** Body of every S3 GET. */
  object?: string;
  /** Body of every message; each receive gives ten, without end. */
  message?: string;
}

export interface InstantAws {
  url: string;
  stop(): void;
}

/** Starts the stub in a process of its own. @throws when it does not come up within 10 s */
export const startInstantAws = async (options: InstantAwsOptions): Promise<InstantAws> => {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [JSON.stringify(options)], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  const [port] = await once(child, 'message', { signal: AbortSignal.timeout(10_000) });
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') };
};

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

type Json = Record<string, unknown>;
interface BatchEntry {
  Id: string;
  MessageBody?: string;
}

const sqsAnswers = (options: InstantAwsOptions): Record<string, (input: Json) => unknown> => {
  const body = options.message ?? '{}';
  const bodyDigest = md5(body);
  const batch = (input: Json, answer: (entry: BatchEntry) => Json) => ({
    Successful: (input.Entries as BatchEntry[]).map((entry) => ({ Id: entry.Id, ...answer(entry) })),
    Failed: [],
  });
  const sent = (text: string) => ({ MessageId: randomUUID(), MD5OfMessageBody: md5(text) });
  return {
    GetQueueUrl: (input) => ({ QueueUrl: `http://127.0.0.1/000000000000/${input.QueueName}` }),
    SendMessage: (input) => sent(String(input.MessageBody)),
    SendMessageBatch: (input) => batch(input, (entry) => sent(entry.MessageBody ?? '')),
    DeleteMessage: () => ({}),
    DeleteMessageBatch: (input) => batch(input, () => ({})),
    ChangeMessageVisibility: () => ({}),
    ReceiveMessage: () => ({
      Messages: Array.from({ length: 10 }, () => ({
        MessageId: randomUUID(),
        ReceiptHandle: randomUUID(),
        Body: body,
        MD5OfBody: bodyDigest,
        Attributes: { ApproximateReceiveCount: '1' },
      })),
    }),
  };
};

const dynamoAnswers = (options: InstantAwsOptions): Record<string, () => unknown> => ({
  PutItem: () => ({}),
  UpdateItem: () => ({}),
  BatchWriteItem: () => ({ UnprocessedItems: {} }),
  GetItem: () => ({ Item: options.item }),
  Query: () => ({ Items: options.queryItems ?? [], Count: options.queryItems?.length ?? 0 }),
});

const serve = (options: InstantAwsOptions) => {
  const answers: Record<string, (input: Json) => unknown> = {
    ...sqsAnswers(options),
    ...dynamoAnswers(options),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target'] ?? '').split('.')[1];
      if (!target) {
        response.setHeader('etag', '"0"');
        response.end(request.method === 'GET' ? (options.object ?? '') : '');
        return;
      }
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      const answer = answers[target];
      if (!answer) response.statusCode = 400;
      response.end(
        JSON.stringify(
          answer ? answer(JSON.parse(Buffer.concat(chunks).toString())) : { __type: 'UnknownOperation' },
        ),
      );
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  process.on('disconnect', () => process.exit(0));
};

if (process.send && process.argv[1] === fileURLToPath(import.meta.url))
  serve(JSON.parse(process.argv[2] ?? '{}'));
