import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyPair } from '../test/key-pairs.ts';
import { fingerprintOf, privateKeysIn, publicKeyOf, readPrivateKey, readPublicKey } from './keys.ts';

const pair = keyPair();
const other = keyPair();

const der = (pem: string): string => pem.replace(/-----[A-Z ]+-----|\s/g, '');

test('When a private key comes as PEM or as one line of base64, then it is the same key', () => {
  expect(readPrivateKey(pair.privateKey)).toBe(pair.privateKey);
  expect(readPrivateKey(der(pair.privateKey))).toBe(pair.privateKey);
  expect(readPrivateKey(` ${der(pair.privateKey)}\n`)).toBe(pair.privateKey);
  const pkcs1 = createPrivateKey(pair.privateKey).export({ format: 'der', type: 'pkcs1' });
  expect(readPrivateKey(pkcs1.toString('base64'))).toBe(pair.privateKey);
});

test.each([
  ['PEM', `${pair.privateKey}\n${other.privateKey}`],
  ['base64', `${der(pair.privateKey)},${der(other.privateKey)}`],
])('When there are several in %s, then all are read and the first is in use', (_form, text) => {
  const pem = readPrivateKey(text);
  expect(privateKeysIn(pem)).toHaveLength(2);
  expect(publicKeyOf(pem)).toBe(pair.publicKey);
});

test('The public key follows from the private one, and its fingerprint is of its DER', () => {
  expect(publicKeyOf(pair.privateKey)).toBe(pair.publicKey);
  const spki = createPublicKey(pair.publicKey).export({ format: 'der', type: 'spki' });
  const digest = createHash('sha256').update(spki).digest('hex');
  expect(fingerprintOf(pair.publicKey)).toBe(digest);
  expect(fingerprintOf(other.publicKey)).not.toBe(digest);
});

test('When a key is shorter than 3072 bits, then it is refused with its length', () => {
  const short = keyPair(2048);
  for (const read of [() => readPrivateKey(short.privateKey), () => readPublicKey(short.publicKey)])
    expect(read).toThrow('has 2048 bits; it needs 3072');
});

test('When one of several keys is unsuitable, then all are refused', () => {
  expect(() => readPrivateKey(pair.privateKey + keyPair(2048).privateKey)).toThrow('2048');
});

test('When a key is of another kind, then it is refused', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  expect(() => readPrivateKey(privateKey)).toThrow('not an RSA key');
  expect(() => readPublicKey(publicKey)).toThrow('not an RSA key');
});

test('When a laboratory was given the private key, then that is said and the key is not used', () => {
  expect(() => readPublicKey(pair.privateKey)).toThrow('private one');
});

test.each(['', ' ', 'Canaryson', '-----BEGIN PRIVATE KEY-----\nCanaryson\n-----END PRIVATE KEY-----'])(
  'When the text is %j, then it is refused in words that do not repeat it',
  (text) => {
    for (const read of [readPrivateKey, readPublicKey])
      expect(() => read(text)).toThrow(
        expect.objectContaining({ code: 'E_SEALING_KEY', message: expect.not.stringContaining('Canaryson') }),
      );
  },
);
