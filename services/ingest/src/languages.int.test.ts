import { randomUUID } from 'node:crypto';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type IngestWorld, startIngestWorld } from './testing/ingest-world.ts';
import { fhirBundle, hl7Message } from './testing/same-report.ts';

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

const own = (): string => randomUUID().slice(0, 8);
const megabyte = 1024 * 1024;

/** Code and control id of each acknowledgement, and the codes of its errors. */
const heard = (body: string) =>
  body.split(/(?<=\r)(?=MSH\|)/).map((message) => {
    const segments = message.split('\r').filter(Boolean);
    const fields = (id: string) => segments.filter((one) => one.startsWith(id)).map((one) => one.split('|'));
    const [[, code, control] = []] = fields('MSA');
    return { code, control, errors: fields('ERR').map((error) => error[5]) };
  });

describe('a sender of HL7', () => {
  const post = (body: string | Buffer, type = 'application/hl7-v2', token?: string) =>
    ingest.post(body, { 'content-type': type }, token);

  test.each(['application/hl7-v2', 'x-application/hl7-v2+er7; charset=utf-8'])(
    'gets AA in its own media type (%s) and is told where to follow the result',
    async (type) => {
      const accession = own();
      const answer = await post(hl7Message(accession), type);
      expect(answer.statusCode).toBe(202);
      expect(answer.headers['content-type']).toContain(type.split(';')[0]);
      expect(answer.headers.location).toMatch(/^\/api\/v1\/status\/[0-9a-f-]{36}$/);
      expect(heard(answer.body)).toEqual([
        { code: 'AA', control: `M-${accession}`, errors: expect.any(Array) },
      ]);
    },
  );

  test('gets AE with the faults of the contents, under 422', async () => {
    const accession = own();
    const answer = await post(hl7Message(accession, 'much'));
    expect(answer.statusCode).toBe(422);
    expect(heard(answer.body)).toMatchObject([{ code: 'AE', control: `M-${accession}` }]);
    expect(heard(answer.body)[0]?.errors.join()).toMatch(/E_/);
    expect(answer.body).not.toContain('much');
  });

  test('gets AR for what is no message (400), and for another lab (403)', async () => {
    const broken = await post('PID|1||P1\r');
    expect(broken.statusCode).toBe(400);
    expect(heard(broken.body)).toMatchObject([{ code: 'AR', errors: ['E_HL7_MSH'] }]);
    const foreign = await post(hl7Message(own()).replace('|LAB001|', '|LAB002|'));
    expect(foreign.statusCode).toBe(403);
    expect(heard(foreign.body)).toMatchObject([{ code: 'AR', errors: ['E_FORBIDDEN'] }]);
  });

  test('gets an acknowledgement of each message of a batch, in their order', async () => {
    const [one, two, three] = [own(), own(), own()];
    const batch = hl7Message(one) + hl7Message(two, '') + hl7Message(three);
    const answer = await post(batch);
    expect(answer.statusCode).toBe(202);
    expect(heard(answer.body).map(({ code, control }) => [code, control])).toEqual([
      ['AA', `M-${one}`],
      ['AE', `M-${two}`],
      ['AA', `M-${three}`],
    ]);
    const refused = await post(hl7Message(two, '') + hl7Message(three, ''));
    expect(refused.statusCode).toBe(422);
    expect(heard(refused.body).map(({ code }) => code)).toEqual(['AE', 'AE']);
  });

  test('is told of each result of a message which OBR it is', async () => {
    const [header, patient] = hl7Message(own()).split('\r');
    const orders = [7.5, '', 13].map((value) =>
      hl7Message(own(), String(value)).split('\r').slice(2).join('\r'),
    );
    const answer = await post(`${header}\r${patient}\r${orders.join('')}`);
    expect(answer.statusCode).toBe(202);
    const told = answer.body.split('\r').filter((line) => line.includes('status/'));
    expect(told.map((line) => line.split('|')[2])).toEqual(['OBR^1', 'OBR^3']);
  });

  const envelopeOf = (body: string) => body.split('\r').filter((line) => /^[FB][HT]S/.test(line));

  test('gets a batch for a batch, which names it and counts its own messages, and the addresses of its results', async () => {
    const [one, two] = [own(), own()];
    const bodies = [hl7Message(one), hl7Message(one) + hl7Message(two)];
    for (const [at, messages] of bodies.entries()) {
      const answer = await post(`BHS|^~\\&|QUEST|LAB001|||2024||||B-${at}\r${messages}BTS|${at + 1}\r`);
      expect(answer.statusCode).toBe(202);
      const [begin = '', end] = envelopeOf(answer.body);
      expect(begin.split('|').at(-1)).toBe(`B-${at}`);
      expect(end).toBe(`BTS|${at + 1}`);
      expect(heard(answer.body.slice(begin.length + 1)).map(({ code }) => code)).toEqual(
        Array(at + 1).fill('AA'),
      );
      expect(answer.body.match(/ERR.*\|I\|.*status\/[0-9a-f-]{36}/g)).toHaveLength(at + 1);
    }
  });

  test('gets no AA for any message of a batch that was refused as a whole', async () => {
    const batch = hl7Message(own()) + hl7Message(own()).replace('|LAB001|', '|LAB002|');
    const answer = await post(batch);
    expect(answer.statusCode).toBe(403);
    expect(heard(answer.body).map(({ code }) => code)).toEqual(['AR', 'AR', 'AR']);
  });

  test('is told of a batch that is cut off in an acknowledgement that names no message', async () => {
    const answer = await post(`BHS|^~\\&|X\r${hl7Message(own())}${hl7Message(own())}`);
    expect(answer.statusCode).toBe(202);
    expect(heard(answer.body).slice(-3)).toMatchObject([
      { code: 'AA' },
      { code: 'AA' },
      { code: 'AE', control: '', errors: ['E_HL7_BATCH'] },
    ]);
    expect(envelopeOf(answer.body).at(-1)).toBe('BTS|3');
  });

  test('gets AR when the body is too large (413) or a header is malformed (400)', async () => {
    const large = await post(`${hl7Message(own())}NTE|1||${'x'.repeat(megabyte)}\r`);
    expect(large.statusCode).toBe(413);
    expect(heard(large.body)).toMatchObject([{ code: 'AR', errors: ['E_TOO_LARGE'] }]);
    const answer = await ingest.post(hl7Message(own()), {
      'content-type': 'application/hl7-v2',
      'idempotency-key': 'two words',
    });
    expect(answer.statusCode).toBe(400);
    expect(heard(answer.body)).toMatchObject([{ errors: ['E_IDEMPOTENCY_KEY'] }]);
  });

  test('gets problem+json as long as it is not known who asks', async () => {
    const answer = await post(hl7Message(own()), 'application/hl7-v2', 'nonsense');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({ code: 'E_UNAUTHORIZED' });
  });

  test('gets AR and Retry-After when something does not answer', async () => {
    const broken = await startIngestWorld(cloud, { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' });
    try {
      const answer = await broken.post(hl7Message(own()), { 'content-type': 'application/hl7-v2' });
      expect(answer.statusCode).toBe(503);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(heard(answer.body)).toMatchObject([{ code: 'AR', errors: ['E_UNAVAILABLE'] }]);
    } finally {
      await broken.stop();
    }
  });
});

describe('a sender of FHIR', () => {
  const post = (body: string, type = 'application/fhir+json', token?: string) =>
    ingest.post(body, { 'content-type': type }, token);
  const issuesOf = (answer: Awaited<ReturnType<typeof post>>) => {
    expect(answer.headers['content-type']).toContain('application/fhir+json');
    expect(answer.json().resourceType).toBe('OperationOutcome');
    return answer.json().issue as {
      severity: string;
      code: string;
      diagnostics: string;
      expression?: string[];
    }[];
  };

  test('gets an OperationOutcome that says where to follow each result, and what was refused', async () => {
    const one = await post(fhirBundle([own()]));
    expect(one.statusCode).toBe(202);
    expect(issuesOf(one).at(-1)).toMatchObject({
      severity: 'information',
      diagnostics: expect.stringContaining(String(one.headers.location)),
    });
    const several = await post(fhirBundle([own()], [own(), ''], [own()]));
    expect(several.statusCode).toBe(202);
    const issues = issuesOf(several);
    expect(issues.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    const accepted = issues.filter(({ severity }) => severity === 'information');
    expect(accepted.map(({ expression }) => expression)).toEqual(
      [0, 6].map((place) => [`Bundle.entry[${place}].resource`]),
    );
  });

  test.each([
    ['not JSON', '{"resourceType":', 'application/fhir+json', 400],
    ['without a value', fhirBundle([own(), '']), 'application/fhir+json', 422],
    ['in XML', '<Bundle/>', 'application/fhir+xml', 415],
  ])('gets one for a body that is %s', async (_what, body, type, status) => {
    const answer = await post(body, type);
    expect(answer.statusCode).toBe(status);
    expect(issuesOf(answer).map(({ severity }) => severity)).toContain('error');
  });

  test('gets problem+json as long as it is not known who asks', async () => {
    const answer = await post(fhirBundle([own()]), 'application/fhir+json', 'nonsense');
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });
});
