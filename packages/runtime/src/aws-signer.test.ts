import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { expect, test } from 'vitest';
import { createSigner } from './aws-signer.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const region = 'eu-west-1';

const requests: Record<string, HttpRequest> = {
  s3: new HttpRequest({
    method: 'PUT',
    hostname: 'raw.s3.eu-west-1.amazonaws.com',
    path: '/raw/LAB001/2026/a%20b%2Bc%3D%C3%BC.json',
    query: { 'x-id': 'PutObject', empty: '', list: ['b', 'a'] },
    headers: {
      host: 'raw.s3.eu-west-1.amazonaws.com',
      'content-type': ' text/plain;  charset=utf-8 ',
      'x-amz-meta-b': '1',
    },
    body: new TextEncoder().encode('bytes as sent: ü'),
  }),
  sqs: new HttpRequest({
    method: 'POST',
    hostname: 'sqs.eu-west-1.amazonaws.com',
    path: '/',
    headers: {
      host: 'sqs.eu-west-1.amazonaws.com',
      'x-amz-target': 'AmazonSQS.SendMessage',
      'user-agent': 'x',
    },
    body: '{"MessageBody":"ü"}',
  }),
  dynamodb: new HttpRequest({
    method: 'POST',
    path: '/',
    headers: { host: 'dynamodb.eu-west-1.amazonaws.com' },
    body: '',
  }),
  ses: new HttpRequest({
    method: 'POST',
    path: '//a/../b c',
    headers: { host: 'email.eu-west-1.amazonaws.com' },
  }),
};

const sdkSigner = (service: string) =>
  new SignatureV4({
    service,
    region,
    credentials,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
  });

test.each(Object.entries(requests))(
  'A %s request gets the signature that the official signer gives it',
  async (service, request) => {
    const signer = createSigner({ service, region, credentials: async () => credentials });
    const official = sdkSigner(service);
    for (const date of ['2026-11-20T23:59:59Z', '2026-11-20T23:59:59Z', '2026-11-21T00:00:00Z']) {
      const signingDate = new Date(date);
      const ours = await signer.sign(request, { signingDate });
      const theirs = await official.sign(request, { signingDate });
      expect(ours.headers).toEqual(theirs.headers);
    }
  },
);

test('Credentials that change are used from then on, session token included', async () => {
  const later = { accessKeyId: 'ASIALATER', secretAccessKey: 'other', sessionToken: 'token' };
  let current: typeof credentials | typeof later = credentials;
  const signer = createSigner({ service: 'sqs', region, credentials: async () => current });
  const request = new HttpRequest({ method: 'POST', path: '/', headers: { host: 'x' }, body: '{}' });
  await signer.sign(request);
  current = later;
  const { headers } = await signer.sign(request);
  expect(headers['x-amz-security-token']).toBe('token');
  expect(headers.authorization).toContain('ASIALATER');
  const signingDate = new Date(
    String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)/, '$1-$2-$3:$4:'),
  );
  const official = new SignatureV4({
    service: 'sqs',
    region,
    credentials: later,
    sha256: Sha256,
    applyChecksum: false,
  });
  expect(headers).toEqual((await official.sign(request, { signingDate })).headers);
});
