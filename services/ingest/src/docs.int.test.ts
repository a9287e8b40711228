import { mediaTypes } from '@labsecure/contracts/vocabulary';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';

let cloud: LocalCloud;
let ingest: IngestWorld;
beforeAll(async () => {
  cloud = await startLocalCloud();
  ingest = await startIngestWorld(cloud);
});
afterAll(async () => {
  await ingest.stop();
  await cloud.close();
});

test('The description names every address for labs with every answer, errors as problem+json', async () => {
  const document = (await ingest.app.inject('/api/v1/openapi.json')).json();
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/v1/health',
    '/api/v1/ingest',
    '/api/v1/sealing-key',
    '/api/v1/status/{result_id}',
    '/api/v1/submissions',
    '/api/v1/uploads',
    '/api/v1/validate',
  ]);
  const { responses } = document.paths['/api/v1/ingest'].post;
  expect(Object.keys(responses)).toEqual(['202', '400', '401', '403', '413', '415', '422', '429', '503']);
  for (const [status, { content, description }] of Object.entries<{ content: object; description: string }>(
    responses,
  )) {
    const plain = status === '202' ? 'application/json' : 'application/problem+json';
    const isSpoken = !['401', '429'].includes(status);
    expect(Object.keys(content)).toEqual([
      plain,
      ...(isSpoken ? ['application/hl7-v2', 'application/fhir+json'] : []),
    ]);
    expect(description).not.toBe('Default Response');
  }
  expect(JSON.stringify(document)).not.toContain('"$id"');
});

test('Every example in the description is one that is taken', async () => {
  const document = (await ingest.app.inject('/api/v1/openapi.json')).json();
  const { content } = document.paths['/api/v1/ingest'].post.requestBody;
  expect(Object.keys(content)).toEqual([...mediaTypes]);
  interface Media {
    example?: string | object;
    examples?: Record<string, { value: string | object }>;
  }
  const examples = Object.entries<Media>(content).flatMap(([type, { example, examples: several = {} }]) =>
    [example ?? [], ...Object.values(several).map(({ value }) => value)]
      .flat()
      .map((body) => ({ type, body })),
  );
  expect(examples).toHaveLength(mediaTypes.length + 1);
  for (const { type, body } of examples) {
    const { statusCode, headers } = await ingest.post(body, { 'content-type': type });
    expect({ type, statusCode, location: headers.location }).toEqual({
      type,
      statusCode: 202,
      location: expect.stringContaining('/api/v1/status/'),
    });
  }
});

test('The page loads nothing from anywhere else', async () => {
  const page = await ingest.app.inject('/api/v1/docs/');
  expect(page.statusCode).toBe(200);
  const addresses = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
  expect(addresses).toEqual(['js/scalar.js']);
  expect((await ingest.app.inject('/api/v1/docs/js/scalar.js')).statusCode).toBe(200);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toContain('http');
});

test('The API itself may not be framed and loads nothing', async () => {
  const answer = await ingest.app.inject('/api/v1/health');
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
});
