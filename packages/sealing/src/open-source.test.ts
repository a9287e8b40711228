import { UnavailableError } from '@labsecure/contracts/errors';
import { expect, test } from 'vitest';
import { canary, inPieces, lab, open, opened, sample, seal } from '../test/opening.ts';
import { frameLength } from './suite.ts';

test('When the source fails, then its own error comes through, after what could be opened', async () => {
  const away = new UnavailableError();
  const sealed = await seal(sample, lab);
  for (const length of [0, 10, 600, frameLength + 600]) {
    const failing = async function* () {
      yield* inPieces(sealed.subarray(0, length), 1000);
      throw away;
    };
    const { error } = await opened(failing());
    expect(error).toBe(away);
  }
});

test('When the reader has enough, then the source is closed', async () => {
  const sealed = await seal(sample, lab);
  let closed = (): void => {};
  const closing = new Promise<void>((resolve) => {
    closed = resolve;
  });
  const source = async function* () {
    try {
      yield* inPieces(sealed, 1000);
    } finally {
      closed();
    }
  };
  for await (const _part of open(source(), lab)) break;
  await closing;
});

test('When 25 MiB are opened, then no more of the source is read than the reader has taken, and a little', async () => {
  const bytes = Buffer.alloc(25 * 1024 * 1024, 'a');
  const sealed = await seal(bytes, lab);
  const counts = { read: 0, given: 0, ahead: 0 };
  const source = async function* () {
    for await (const piece of inPieces(sealed, 16 * 1024)) {
      counts.read += piece.length;
      yield piece;
    }
  };
  for await (const part of open(source(), lab)) {
    counts.given += part.length;
    counts.ahead = Math.max(counts.ahead, counts.read - counts.given);
    await new Promise(setImmediate);
  }
  expect(counts.given).toBe(bytes.length);
  expect(counts.ahead).toBeLessThan(8 * frameLength);
});

test('When there is more than any body may hold, behind the end of the file too, then reading stops', async () => {
  const endless = async function* () {
    yield await seal(canary, lab);
    for (;;) yield Buffer.alloc(1024 * 1024);
  };
  const { bytes, error } = await opened(endless());
  expect(bytes.equals(canary)).toBe(true);
  expect(error).toMatchObject({ status: 413, code: 'E_TOO_LARGE' });
});
