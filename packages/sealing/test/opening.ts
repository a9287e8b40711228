import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { createOpener } from '../src/open.ts';
import { createSealer } from '../src/seal.ts';
import { frameLength } from '../src/suite.ts';
import { keyPair } from './key-pairs.ts';

/** The platform's key, and a lab that seals to it. */
export const pair = keyPair();
export const seal = createSealer(pair.publicKey);
export const open = createOpener(pair.privateKey);
export const lab = { lab_id: 'LAB001' };
export const canary = Buffer.from('Canaryson;5.4;mmol/L\r\n');

/** As the network brings it, in pieces of any size. */
export async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** What came out, whether to the end, and what was thrown else. */
export const opened = async (sealed: AsyncIterable<Uint8Array>, opener = open, about = lab) => {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of opener(sealed, about)) parts.push(part);
    return { bytes: Buffer.concat(parts) };
  } catch (error) {
    return { bytes: Buffer.concat(parts), error };
  }
};

export const notOpened = expect.objectContaining({
  name: 'InvalidInputError',
  code: 'E_SEALED',
  status: 422,
});

/** Three frames, so that there are borders to hurt. */
export const sample = randomBytes(2 * frameLength + 500);
