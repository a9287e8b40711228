import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { LabSecureError } from '@labsecure/contracts/errors';

/** What NIST SP 800-57 holds good beyond 2030 begins at 3072 bits. */
const fewestBits = 3072;

/** A key that is not one to seal or open with. Its words never hold any of the key. */
export class UnsuitableKeyError extends LabSecureError {
  constructor(message: string) {
    super(message, { code: 'E_SEALING_KEY', status: 500, retryable: false });
  }
}

const suitable = (key: KeyObject): KeyObject => {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa') throw new UnsuitableKeyError('The sealing key is not an RSA key.');
  if (bits < fewestBits)
    throw new UnsuitableKeyError(`The sealing key has ${bits} bits; it needs ${fewestBits} or more.`);
  return key;
};

const readAs = (what: string, read: () => KeyObject): KeyObject => {
  try {
    return read();
  } catch {
    // The library's words could hold what was given.
    throw new UnsuitableKeyError(`The sealing key cannot be read: it is ${what}.`);
  }
};

const pemBlock = /-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----/g;

/** `openssl genpkey -outform DER` writes PKCS#1, `openssl pkcs8` and most others PKCS#8. */
const inDer = (key: Buffer): KeyObject => {
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } catch {
    return createPrivateKey({ key, format: 'der', type: 'pkcs1' });
  }
};

const oneOf = (text: string): KeyObject =>
  readAs('PEM, or its DER in base64 on one line', () =>
    text.startsWith('-----') ? createPrivateKey(text) : inDer(Buffer.from(text, 'base64')),
  );

/**
 * Private keys in a text, the one in use first.
 * @throws UnsuitableKeyError
 */
export const privateKeysIn = (text: string): KeyObject[] => {
  const parts = text.match(pemBlock) ?? text.split(/[\s,]+/).filter(Boolean);
  if (parts.length === 0) throw new UnsuitableKeyError('There is no sealing key.');
  return parts.map((part) => suitable(oneOf(part)));
};

/**
 * Private keys as a setting holds them: PEM, or DER (PKCS#8 or PKCS#1) in base64 without line breaks. There may be several,
 * one after the other: the first is in use, those behind it open what was sealed before it was.
 * @returns PEM
 * @throws UnsuitableKeyError when one of them is no RSA key of at least 3072 bits
 */
export const readPrivateKey = (text: string): string =>
  privateKeysIn(text)
    .map((key) => key.export({ format: 'pem', type: 'pkcs8' }))
    .join('');

/**
 * A public key as a laboratory was given it.
 * @returns PEM
 * @throws UnsuitableKeyError when it is no RSA key of at least 3072 bits, or a private one, which should not be there
 */
export const readPublicKey = (text: string): string => {
  if (/PRIVATE KEY/.test(text))
    throw new UnsuitableKeyError('The sealing key is a private one; sealing needs the public one alone.');
  const key = readAs('a public key in PEM', () => createPublicKey(text));
  return suitable(key).export({ format: 'pem', type: 'spki' }).toString();
};

const publicPem = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString();

/**
 * The public key that goes with a private one; of several, with the first.
 * @returns PEM
 * @throws UnsuitableKeyError
 */
export const publicKeyOf = (privateKeyPem: string): string => {
  const [inUse] = privateKeysIn(privateKeyPem);
  return inUse ? publicPem(inUse) : '';
};

/**
 * What two people compare to know that they mean the same key: SHA-256 of the SubjectPublicKeyInfo in DER, hex.
 * @throws UnsuitableKeyError
 */
export const fingerprintOf = (publicKeyPem: string): string => {
  const key = readAs('a public key in PEM', () => createPublicKey(publicKeyPem));
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex');
};
