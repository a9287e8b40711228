import { randomBytes } from 'node:crypto';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import { AlgorithmSuiteIdentifier, CommitmentPolicy } from '@aws-crypto/material-management-node';
import { RawRsaKeyringNode } from '@aws-crypto/raw-rsa-keyring-node';
import { expect, test } from 'vitest';
import { keyPair } from '../test/key-pairs.ts';
import { canary, inPieces, lab, notOpened, open, opened, pair, seal } from '../test/opening.ts';
import { fingerprintOf } from './keys.ts';
import { createOpener } from './open.ts';
import { createSealer } from './seal.ts';
import { clientOptions, contextFor, frameLength, keyNamespace, oaepHash, suiteId } from './suite.ts';

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
