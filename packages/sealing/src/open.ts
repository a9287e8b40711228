import type { KeyObject } from 'node:crypto';
import { pipeline } from 'node:stream';
import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { type EncryptionContext, MultiKeyringNode } from '@aws-crypto/material-management-node';
import { RawRsaKeyringNode } from '@aws-crypto/raw-rsa-keyring-node';
import { InvalidInputError } from '@labsecure/contracts/errors';
import { fingerprintOf, privateKeysIn, publicKeyOf } from './keys.ts';
import { clientOptions, contextFor, frameLength, keyNamespace, oaepHash } from './suite.ts';

const { decryptUnsignedMessageStream } = buildDecrypt(clientOptions);

/** Room for the largest body that is taken (25 MiB) and what sealing adds, in frames of 4 KiB too. */
const mostSealed = 26 * 1024 * 1024;

/** @throws InvalidInputError 422 E_SEALED, 413 E_TOO_LARGE, at the end of what could be authenticated; all of the source */
export type Opener = (
  sealed: AsyncIterable<Uint8Array>,
  about: { lab_id: string },
) => AsyncIterable<Uint8Array>;

const refused = (message: string, status: number, code: string): InvalidInputError =>
  new InvalidInputError(message, [{ pointer: '', code, message }], status, code);

/** One sentence for all reasons: whoever tries keys and changed files learns nothing from the difference. */
const notOpened = (): InvalidInputError =>
  refused(
    'The file cannot be opened: it is not sealed, is damaged, or was sealed to another key or for another laboratory.',
    422,
    'E_SEALED',
  );

const tooLarge = (): InvalidInputError =>
  refused(`A sealed file holds at most ${mostSealed} bytes.`, 413, 'E_TOO_LARGE');

const keyringWith = (key: KeyObject): RawRsaKeyringNode => {
  const privateKey = key.export({ format: 'pem', type: 'pkcs8' }).toString();
  const keyName = fingerprintOf(publicKeyOf(privateKey));
  return new RawRsaKeyringNode({ keyNamespace, keyName, rsaKey: { privateKey }, oaepHash });
};

const isFor = (lab_id: string, context: EncryptionContext): boolean =>
  Object.entries(contextFor(lab_id)).every(([name, value]) => context[name] === value);

/** Remembers that it was the source which failed, and counts: what comes behind the end of a sealed file counts too. */
const watched = (source: AsyncIterable<Uint8Array>) => {
  const failures: unknown[] = [];
  const read = async function* () {
    try {
      let count = 0;
      for await (const chunk of source) {
        count += chunk.length;
        if (count > mostSealed) throw tooLarge();
        yield chunk;
      }
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  return { read, failures };
};

/**
 * Opens what was sealed to one of the private keys, for this lab, frame by frame: no more than a frame is held, and what
 * leaves is authenticated, so that a file cut off gives its beginning and then the error, and a changed one never another
 * content.
 * @param privateKeyPem may hold several keys, for what was sealed before the first one was in use
 * @throws UnsuitableKeyError when one is no RSA key of at least 3072 bits
 */
export const createOpener = (privateKeyPem: string): Opener => {
  const keyring = new MultiKeyringNode({ children: privateKeysIn(privateKeyPem).map(keyringWith) });
  return async function* (sealed, { lab_id }) {
    const { read, failures } = watched(sealed);
    const stream = decryptUnsignedMessageStream(keyring, { maxBodySize: frameLength });
    let isMeant = false;
    stream.once('MessageHeader', ({ encryptionContext }) => {
      isMeant = isFor(lab_id, encryptionContext);
    });
    // A stream that is left early says so once more, when nobody listens any longer.
    stream.on('error', () => {});
    pipeline(read, stream, () => {});
    try {
      for await (const chunk of stream) {
        if (!isMeant) throw notOpened();
        yield chunk as Uint8Array;
      }
    } catch {
      throw failures.length > 0 ? failures[0] : notOpened();
    }
    if (!isMeant) throw notOpened();
  };
};
