import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createAwsClients } from '../src/aws-clients.ts';

export interface FakeCall {
  /** For example `AmazonSQS.SendMessageBatch`; the method and path for S3. */
  action: string;
  body: string;
  headers: Record<string, string | string[] | undefined>;
}

export interface FakeAnswer {
  status?: number;
  body?: unknown;
}

export type FakeBehaviour = (call: FakeCall) => FakeAnswer | 'hang' | 'drop';

/** An AWS that behaves as badly as a test needs it to. */
export async function startFakeAws(behave: FakeBehaviour) {
  const calls: FakeCall[] = [];
  const state = { hungUp: 0 };
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const target = request.headers['x-amz-target'];
    const action = typeof target === 'string' ? target : `${request.method} ${request.url}`;
    const call = { action, body, headers: request.headers };
    calls.push(call);
    const answer = behave(call);
    if (answer === 'hang') {
      response.on('close', () => state.hungUp++);
      return;
    }
    if (answer === 'drop') {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    /** Calls left unanswered, whose caller has hung up. */
    hungUp: () => state.hungUp,
    /** A call that is answered takes as long as a busy machine needs; only hanging is to end soon. */
    clients: (requestTimeoutMs = 20_000) =>
      createAwsClients(
        {
          AWS_REGION: 'us-east-1',
          AWS_ACCESS_KEY_ID: 'local',
          AWS_SECRET_ACCESS_KEY: 'local',
          AWS_ENDPOINT_URL_S3: url,
          AWS_ENDPOINT_URL_SQS: url,
          AWS_ENDPOINT_URL_DYNAMODB: url,
          AWS_ENDPOINT_URL_SES: url,
        },
        { requestTimeoutMs },
      ),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
