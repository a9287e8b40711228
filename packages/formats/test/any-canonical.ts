import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import fc from 'fast-check';
import { readValue } from '../src/quantity.ts';
import { anyReport } from './any-report.ts';

const present = (object: object): object =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** Texts that say something else in these formats: formulas, words for nothing, words for flags. */
const isPlain = (text: string): boolean => !/^[=#@+-]|^(?:na|n\/a|null)$/i.test(text) && /[^\d.]/.test(text);

/** Reports without what formats of plain texts have no place for: notes on the whole, ordering numbers without names. */
export const anyCanonical: fc.Arbitrary<CanonicalReport> = anyReport
  .filter(({ observations, texts, person, provider }) => {
    const all = [person.name, provider?.name, ...Object.values(texts)];
    const told = observations.flatMap(({ code, texts: more }) => [code, ...Object.values(more)]);
    return [...all, ...told].every((text) => text === undefined || isPlain(text));
  })
  .filter(({ observations }) => observations.every(({ sent }) => typeof readValue(sent) !== 'string'))
  .filter(({ observations }) => observations.every(({ sent }) => !/^[=#]/.test(sent)))
  .map(
    ({ id, person, texts, provider, panel, observations, status, collected_at, reported_at }) =>
      ({
        status,
        collected_at,
        reported_at,
        patient: { id, ...present(person) },
        lab_id: 'SMALL001',
        panel: { id: panel },
        ...present(texts),
        ...(provider && { ordering_provider: present(provider) }),
        notes: [],
        observations: observations.map(({ code, sent, notes, texts: more }) => ({
          pointer: '',
          code,
          value: readValue(sent),
          notes,
          ...present(more),
        })),
      }) as CanonicalReport,
  );

/** Without what only one format has: places. */
export const withoutPlaces = (report: CanonicalReport | undefined): unknown => {
  if (report === undefined) return undefined;
  const { pointers: _places, observations, ...rest } = report;
  return { ...rest, observations: observations.map((observation) => ({ ...observation, pointer: '' })) };
};

/** Bytes inserted and cut at random places. */
/** What JSON is made of, and what it must not hold. */
export const jsonPieces = ['"', '{', '}', '[', '\\', ',', ':', '1', '.', 'e9', '-', '\\u0000'];

export const damagesOf = (length: number, pieces: string[]) =>
  fc.array(
    fc.record({
      at: fc.nat(length),
      drop: fc.nat(4),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc.constantFrom(...pieces).map((text) => new Uint8Array(Buffer.from(text))),
      ),
    }),
    { minLength: 1, maxLength: 3 },
  );

export const damaged = (
  original: Buffer,
  damages: { at: number; drop: number; insert: Uint8Array }[],
): Buffer =>
  damages.reduce<Buffer>(
    (now, { at, drop, insert }) => Buffer.concat([now.subarray(0, at), insert, now.subarray(at + drop)]),
    original,
  );
