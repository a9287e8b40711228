import type { Lab } from '@labsecure/contracts/labs';
import { parse } from '@labsecure/formats/parse';
import { describe, expect, test, vi } from 'vitest';
import { manyReports } from '../testing/large-bodies.ts';
import { csvTable, fhirBundle, hl7Message, xmlDocument } from '../testing/same-report.ts';
import { createBreather } from './breather.ts';
import { isTaken, takeApart } from './take-apart.ts';

const lab: Lab = { lab_id: 'LAB001', name: 'Quest', client_id: 'c1', time_zone: 'UTC', active: true };
const received_at = new Date('2024-02-15T11:00:00Z');
const apart = (media_type: string, body: string, idempotency_key?: string) =>
  takeApart(
    { lab, bytes: Buffer.from(body), media_type, received_at, idempotency_key },
    received_at.toISOString(),
  );
const takenOf = async (...args: Parameters<typeof apart>) => (await apart(...args)).parts.filter(isTaken);
const idsOf = async (...args: Parameters<typeof apart>) =>
  (await takenOf(...args)).map(({ submission }) => submission.result_id);

const bodies: [string, string][] = [
  ['text/csv', csvTable(['a', '11.1'], ['b', ''], ['c', '11.3'])],
  ['application/hl7-v2', hl7Message('a', '11.1') + hl7Message('b', '') + hl7Message('c', '11.3')],
  ['application/fhir+json', fhirBundle(['a', '11.1'], ['b', ''], ['c', '11.3'])],
  ['application/xml', xmlDocument('a', { withLipids: true })],
];

test.each(bodies)(
  'What is kept of %s reads again as the same result, and as no other',
  async (type, body) => {
    const profile = { lab_id: lab.lab_id, time_zone: lab.time_zone, received_at: received_at.toISOString() };
    const taken = await takenOf(type, body);
    expect(taken).toHaveLength(2);
    for (const { bytes, report, submission } of taken) {
      const { entries } = parse(bytes, type, profile);
      expect(entries).toHaveLength(submission.entry === undefined ? 1 : 3);
      const again = entries[submission.entry ?? 0]?.report;
      const { pointers: _before, observations, ...rest } = report;
      expect(again).toMatchObject(rest);
      const unplaced = (all: typeof observations = []) => all.map((one) => ({ ...one, pointer: '' }));
      expect(unplaced(again?.observations)).toEqual(unplaced(observations));
    }
  },
);

const [header = '', ...rows] = csvTable(['']).split(/(?<=\n)/);
const csvOfTwo = [header, ...rows, ...rows.map((row) => row.replace('P123456', 'P234567'))].join('');
const fhirOfTwo = fhirBundle(['a', '11.1'], ['c', '11.3']);
/** Bodies of two results without accession numbers; those of the table are of two patients. */
const nameless: [string, string][] = [
  ['text/csv', csvOfTwo],
  ['application/fhir+json', fhirOfTwo.replaceAll(/"identifier":\[.*?\],/g, '')],
  [
    'application/xml',
    xmlDocument('a', { withLipids: true }).replace(/<AccessionNumber>.*<\/AccessionNumber>/, ''),
  ],
];

test.each(nameless)(
  'Without accession numbers results of %s are told apart, with a key and without',
  async (type, body) => {
    for (const key of [undefined, 'k1']) {
      const ids = await idsOf(type, body, key);
      expect(new Set(ids).size).toBe(2);
      expect(await idsOf(type, body, key)).toEqual(ids);
    }
  },
);

describe('duplicates', () => {
  const judged = async (body: string) =>
    (await apart('application/hl7-v2', body)).parts.map((part) =>
      isTaken(part) ? 'taken' : part.errors[0]?.code,
    );

  test('When the same message stands there twice, then both are the same delivery, as when it is sent again', async () => {
    const { parts } = await apart('application/hl7-v2', hl7Message('a') + hl7Message('a'));
    const ids = parts.map((part) => isTaken(part) && part.submission.submission_id);
    expect(ids[0]).toEqual(expect.any(String));
    expect(ids[1]).toBe(ids[0]);
  });

  test('Of the same result twice the later is refused; when the first is bad, the later is taken', async () => {
    expect(await judged(hl7Message('a') + hl7Message('a', '12.5'))).toEqual(['taken', 'E_DUPLICATE_RESULT']);
    const [one, other] = [hl7Message('a'), hl7Message('a', '12.5')];
    expect(await judged(one + other + other + one)).toEqual([
      'taken',
      'E_DUPLICATE_RESULT',
      'E_DUPLICATE_RESULT',
      'taken',
    ]);
    expect((await judged(hl7Message('a', '') + hl7Message('a')))[1]).toBe('taken');
  });

  test('A preliminary and a final one are two versions', async () => {
    expect(await judged(hl7Message('a', '11.2', 'P') + hl7Message('a'))).toEqual(['taken', 'taken']);
  });
});

test('When a body holds many results, then others have turns while they are read, and again while they are checked', async () => {
  const bytes = Buffer.from(csvTable(...manyReports(300, 'A')));
  let turns = 0;
  const pause = async () => {
    turns += 1;
  };
  const delivery = { lab, bytes, media_type: 'text/csv', received_at };
  const { parts } = await takeApart(delivery, received_at.toISOString(), pause);
  expect(parts).toHaveLength(300);
  expect(turns).toBeGreaterThanOrEqual(600);
});

test('When work on a body has taken long, then what others wait for is done before it goes on', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const done: string[] = [];
  const pause = createBreather();
  setImmediate(() => done.push('others'));
  await pause();
  done.push('a little');
  vi.advanceTimersByTime(10);
  await pause();
  done.push('the rest');
  vi.useRealTimers();
  expect(done).toEqual(['a little', 'others', 'the rest']);
});
