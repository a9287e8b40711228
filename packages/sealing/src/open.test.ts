import { randomBytes } from 'node:crypto';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import { AlgorithmSuiteIdentifier, CommitmentPolicy } from '@aws-crypto/material-management-node';
import { RawRsaKeyringNode } from '@aws-crypto/raw-rsa-keyring-node';
import { UnavailableError } from '@labsecure/contracts/errors';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyPair } from '../test/key-pairs.ts';
import { fingerprintOf } from './keys.ts';
import { createOpener } from './open.ts';
import { createSealer } from './seal.ts';
import { clientOptions, contextFor, frameLength, keyNamespace, oaepHash, suiteId } from './suite.ts';

const pair = keyPair();
const seal = createSealer(pair.publicKey);
const open = createOpener(pair.privateKey);
const lab = { lab_id: 'LAB001' };
const canary = Buffer.from('Canaryson;5.4;mmol/L\r\n');

/** As the network brings it, in pieces of any size. */
async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** What came out, whether to the end, and what was thrown else. */
const opened = async (sealed: AsyncIterable<Uint8Array>, opener = open, about = lab) => {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of opener(sealed, about)) parts.push(part);
    return { bytes: Buffer.concat(parts) };
  } catch (error) {
    return { bytes: Buffer.concat(parts), error };
  }
};

const notOpened = expect.objectContaining({ name: 'InvalidInputError', code: 'E_SEALED', status: 422 });

test.each([0, 1, 15, 16, frameLength - 1, frameLength, frameLength + 1, 2 * frameLength, 3_000_000])(
  'When %i bytes are sealed and opened, then they are the same, in whatever pieces they come',
  async (size) => {
    const bytes = randomBytes(size);
    const sealed = await seal(bytes, lab);
    for (const pieces of [977, 64 * 1024, sealed.length])
      expect((await opened(inPieces(sealed, pieces))).bytes.equals(bytes)).toBe(true);
  },
);

test('When the same file is sealed twice, then nothing shows that it is the same, and nothing of it is in clear', async () => {
  const [one, two] = [await seal(canary, lab), await seal(canary, lab)];
  expect(Buffer.from(one).equals(two)).toBe(false);
  expect(Buffer.from(one).includes('Canaryson')).toBe(false);
});

test('When a file lies under the path of another laboratory, then it is not opened', async () => {
  const sealed = await seal(canary, lab);
  const { bytes, error } = await opened(inPieces(sealed, 100), open, { lab_id: 'LAB002' });
  expect(bytes).toHaveLength(0);
  expect(error).toEqual(notOpened);
  const empty = await seal(Buffer.alloc(0), lab);
  expect((await opened(inPieces(empty, 100), open, { lab_id: 'LAB002' })).error).toEqual(notOpened);
});

test('When it was sealed to another key, then it is not opened', async () => {
  const other = createOpener(keyPair().privateKey);
  expect(await opened(inPieces(await seal(canary, lab), 100), other)).toEqual({
    bytes: Buffer.alloc(0),
    error: notOpened,
  });
});

test('When the key in use was changed, then what was sealed to the old one is opened as long as it is kept', async () => {
  const fresh = keyPair();
  const both = createOpener(fresh.privateKey + pair.privateKey);
  const sealed = [await seal(canary, lab), await createSealer(fresh.publicKey)(canary, lab)];
  for (const file of sealed)
    expect((await opened(inPieces(file, 100), both)).bytes.equals(canary)).toBe(true);
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['a table', Buffer.from('PatientID,LabID\r\nCanaryson,LAB001\r\n')],
  ['noise', randomBytes(200_000)],
  ['a long run of one byte', Buffer.alloc(200_000, 2)],
])(
  'When a file is not sealed but %s, then it is not opened, and the words tell nothing of it',
  async (_what, bytes) => {
    const { error } = await opened(inPieces(bytes, 1000));
    expect(error).toEqual(notOpened);
    expect(JSON.stringify([error, (error as Error).message])).not.toContain('Canaryson');
  },
);

const rsaKey = { publicKey: pair.publicKey };
const keyring = new RawRsaKeyringNode({
  keyNamespace,
  keyName: fingerprintOf(pair.publicKey),
  rsaKey,
  oaepHash,
});
const others = buildEncrypt({ ...clientOptions, maxEncryptedDataKeys: false });
const uncommitted = buildEncrypt(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
const right = { encryptionContext: contextFor('LAB001'), frameLength, suiteId };

test('When another program of the same library family seals it, in frames of its own, then it is opened', async () => {
  const { result } = await others.encrypt(keyring, canary, { ...right, frameLength: 7 });
  expect((await opened(inPieces(result, 100))).bytes.equals(canary)).toBe(true);
});

test.each([
  ['has no context', () => others.encrypt(keyring, canary, { ...right, encryptionContext: {} })],
  [
    'is for another purpose',
    () =>
      others.encrypt(keyring, canary, { ...right, encryptionContext: { ...lab, purpose: 'something-else' } }),
  ],
  [
    'is in frames too large to hold',
    () => others.encrypt(keyring, randomBytes(200_000), { ...right, frameLength: 100_000 }),
  ],
  [
    'is signed',
    () =>
      others.encrypt(keyring, canary, {
        ...right,
        suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
      }),
  ],
  [
    'does not commit to its key',
    () =>
      uncommitted.encrypt(keyring, canary, {
        ...right,
        suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA256,
      }),
  ],
])('When a file %s, then it is not opened', async (_what, make) => {
  const { result } = await make();
  expect(await opened(inPieces(result, 1000))).toEqual({ bytes: Buffer.alloc(0), error: notOpened });
});

/** Three frames, so that there are borders to hurt. */
const sample = randomBytes(2 * frameLength + 500);

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
