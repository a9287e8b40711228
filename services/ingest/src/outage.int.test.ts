import { once } from 'node:events';
import { createServer } from 'node:net';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aBody } from './testing/bodies.ts';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';

let cloud: LocalCloud;
let eyes: IngestWorld;
/** Takes connections and never says a word. */
const hanging = createServer((socket) => socket.on('error', () => undefined));
let hangingUrl = '';
/** Where nobody listens: below the ports that are given to whoever asks for any. */
const closedUrl = 'http://127.0.0.1:9';

const portOf = (address: ReturnType<typeof hanging.address>): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

beforeAll(async () => {
  cloud = await startLocalCloud();
  eyes = await startIngestWorld(cloud);
  await once(hanging.listen(0, '127.0.0.1'), 'listening');
  hangingUrl = `http://127.0.0.1:${portOf(hanging.address())}`;
});
afterAll(async () => {
  hanging.close();
  await eyes.stop();
  await cloud.close();
});

const dependencies = [
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_ENDPOINT_URL_SQS',
  'OIDC_JWKS_URI',
];
const outages = dependencies.flatMap((setting) => [
  { setting, how: 'is down' },
  { setting, how: 'hangs' },
]);

test.concurrent.each(outages)(
  'When what is behind $setting $how, the answer is 503 with Retry-After, and the same request works later',
  { timeout: 180_000 },
  async ({ setting, how }) => {
    const broken = await startIngestWorld(cloud, { [setting]: how === 'hangs' ? hangingUrl : closedUrl });
    try {
      const body = aBody();
      const answer = await broken.post(body);
      expect(answer.statusCode).toBe(503);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.json()).toMatchObject({ status: 503, code: 'E_UNAVAILABLE' });
      expect(answer.body).not.toMatch(/ECONN|127\.0\.0\.1|aws/i);
      expect((await broken.app.inject('/live')).statusCode).toBe(200);

      const later = await eyes.post(body);
      expect(later.statusCode).toBe(202);
      expect(await eyes.submissions.ofResult(later.json().result_id)).toHaveLength(1);
    } finally {
      await broken.stop();
    }
  },
);

test('When a dependency is down, the service says that it is not ready, and which one', async () => {
  const broken = await startIngestWorld(cloud, { AWS_ENDPOINT_URL_S3: closedUrl });
  try {
    for (const url of ['/ready', '/api/v1/health/ready', '/api/v1/health']) {
      const answer = await broken.app.inject(url);
      expect(answer.statusCode).toBe(503);
      expect(answer.json()).toMatchObject({
        status: 'failing',
        checks: { storage: 'failing', records: 'ok', queue: 'ok' },
      });
    }
  } finally {
    await broken.stop();
  }
});

test('When the audit record cannot be written, a status is not shown', async () => {
  const { result_id } = (await eyes.post(aBody())).json();
  const broken = await startIngestWorld(cloud, { AWS_ENDPOINT_URL_DYNAMODB: closedUrl });
  try {
    expect((await broken.status(result_id)).statusCode).toBe(503);
  } finally {
    await broken.stop();
  }
});
