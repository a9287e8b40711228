import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inPieces, lab, notOpened, opened, sample, seal } from '../test/opening.ts';
import { frameLength } from './suite.ts';

/** The content, or its beginning and an error: never anything else. */
const expectNothingElse = async (changed: Uint8Array, pieces: number): Promise<void> => {
  const { bytes, error } = await opened(inPieces(changed, pieces));
  expect(sample.subarray(0, bytes.length).equals(bytes)).toBe(true);
  if (bytes.length < sample.length) expect(error).toEqual(notOpened);
  else if (error) expect(error).toEqual(notOpened);
};

const somewhere = (length: number) =>
  // The beginning holds all the structure there is.
  fc.oneof(fc.nat({ max: 600 }), fc.nat({ max: length - 1 }));
const pieces = fc.constantFrom(100, 4096, 65_536, 1_000_000);

test('When any byte is changed, then the file is not opened', async () => {
  const sealed = await seal(sample, lab);
  await fc.assert(
    fc.asyncProperty(
      somewhere(sealed.length),
      fc.integer({ min: 1, max: 255 }),
      pieces,
      async (at, by, size) => {
        const changed = Buffer.from(sealed);
        changed[at] = (changed[at] ?? 0) ^ by;
        await expectNothingElse(changed, size);
        expect((await opened(inPieces(changed, size))).error).toEqual(notOpened);
      },
    ),
    { numRuns: 150 },
  );
});

test('When it is cut anywhere, then it is not opened to the end', async () => {
  const sealed = await seal(sample, lab);
  await fc.assert(
    fc.asyncProperty(somewhere(sealed.length), pieces, async (length, size) => {
      const cut = sealed.subarray(0, length);
      await expectNothingElse(cut, size);
      expect((await opened(inPieces(cut, size))).error).toEqual(notOpened);
    }),
    { numRuns: 100 },
  );
});

test('When anything is put in or behind, or frames change places, then nothing comes out that was not sealed', async () => {
  const sealed = Buffer.from(await seal(sample, lab));
  await fc.assert(
    fc.asyncProperty(
      somewhere(sealed.length),
      fc.uint8Array({ minLength: 1 }),
      pieces,
      async (at, more, size) => {
        await expectNothingElse(Buffer.concat([sealed.subarray(0, at), more, sealed.subarray(at)]), size);
      },
    ),
    { numRuns: 100 },
  );
  await expectNothingElse(Buffer.concat([sealed, sealed]), 1000);
  const [frame, last] = [frameLength + 32, sealed.length - (500 + 40)];
  const first = last - 2 * frame;
  const swapped = [
    sealed.subarray(0, first),
    sealed.subarray(first + frame, last),
    sealed.subarray(first, first + frame),
    sealed.subarray(last),
  ];
  const { bytes, error } = await opened(inPieces(Buffer.concat(swapped), 1000));
  expect([bytes.length, error]).toEqual([0, notOpened]);
});
