import type { Lab } from '@labsecure/contracts/labs';
import { expect, test } from 'vitest';
import { csvOf, hl7Of } from '../../bench/large-bodies.ts';
import { streamParts } from './stream-parts.ts';
import { isTaken } from './take-apart.ts';

const lab: Lab = { lab_id: 'LAB001', name: 'Quest', client_id: 'c1', time_zone: 'UTC', active: true };
const size = 3_000_000;

async function* pieces(whole: Iterable<Buffer>): AsyncIterable<Uint8Array> {
  yield* whole;
}

const cases: [string, () => Iterable<Buffer>][] = [
  ['text/csv', () => csvOf(size)],
  ['application/hl7-v2', () => hl7Of(size)],
];

test.each(cases)(
  'When a large body of %s is read, then less than a fifth of it is held',
  async (media_type, whole) => {
    let most = 0;
    const holds = (bytes: number): void => {
      most = Math.max(most, bytes);
    };
    let taken = 0;
    const body = pieces(whole());
    for await (const { part } of streamParts({ lab, media_type, received_at: new Date(), body }, holds)) {
      if (isTaken(part)) taken += 1;
    }
    expect(taken).toBeGreaterThan(2000);
    expect(most).toBeGreaterThan(0);
    // 64 parts of a table wait with up to 32 KiB each before they are compressed.
    expect(most).toBeLessThan(size / 5 + 64 * 32 * 1024);
  },
);

test.each(cases)(
  'When a large body of %s is read, then others have their turns meanwhile',
  async (media_type, whole) => {
    let turns = 0;
    let isOver = false;
    const turn = (): void => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    const body = pieces(whole());
    for await (const _part of streamParts({ lab, media_type, received_at: new Date(), body }));
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  },
);
