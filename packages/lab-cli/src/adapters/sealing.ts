import { readFileSync } from 'node:fs';
import type { SealingKeyAnswer } from '@labsecure/contracts/api';
import { fingerprintOf, readPublicKey, UnsuitableKeyError } from '@labsecure/sealing/keys';
import type { Sealer } from '@labsecure/sealing/seal';
import { DeniedError, SettingsError } from '../domain/errors.ts';
import { systemCodeOf } from '../domain/system-errors.ts';
import type { UploadPorts } from '../domain/upload.ts';

/** A key of the platform that was looked at: what is sealed to it, the platform alone can open. */
export interface SealingKey {
  /** PEM */
  public_key: string;
  fingerprint: string;
  from: 'file' | 'platform';
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new SettingsError(`The sealing key ${path} cannot be read (${systemCodeOf(error) ?? 'unknown'}).`);
  }
};

const orAs = <T>(read: () => T, failure: (why: string) => Error): T => {
  try {
    return read();
  } catch (error) {
    throw error instanceof UnsuitableKeyError ? failure(error.message) : error;
  }
};

/** @throws SettingsError when the file is not there, or holds no public key that is good for it */
export const keyInFile = (path: string): SealingKey => {
  const text = textOf(path);
  const public_key = orAs(
    () => readPublicKey(text),
    (why) => new SettingsError(`${why} See ${path}.`),
  );
  return { public_key, fingerprint: fingerprintOf(public_key), from: 'file' };
};

/** @throws DeniedError when it is no key to seal to, or not the one the fingerprint beside it is of */
export const keyOfPlatform = (answer: SealingKeyAnswer): SealingKey => {
  const public_key = orAs(
    () => readPublicKey(answer.public_key),
    (why) => new DeniedError(`The platform gave a key that is not used. ${why}`),
  );
  const fingerprint = fingerprintOf(public_key);
  if (fingerprint !== answer.fingerprint)
    throw new DeniedError('The platform gave a key and the fingerprint of another; nothing is sealed to it.');
  return { public_key, fingerprint, from: 'platform' };
};

export interface SealDeps {
  lab_id: string;
  /** @throws UnreachableError, DeniedError */
  find: () => Promise<SealingKey>;
  /** Is told each key before it is used. */
  tell: (key: SealingKey) => void;
  now: () => number;
}

/** A watcher runs for months, and keys are changed now and then: so long a key is used until it is looked up again. */
const keptForMs = 3_600_000;

/** Seals to the key that is found when the first file needs it. */
export const createSeal = ({ lab_id, find, tell, now }: SealDeps): UploadPorts['seal'] => {
  let held: { fingerprint: string; seal: Sealer; until: number } | undefined;
  const renew = async () => {
    const key = await find();
    if (held?.fingerprint !== key.fingerprint) tell(key);
    // Only where a file is sealed: the other commands start without it.
    const { createSealer } = await import('@labsecure/sealing/seal');
    const { fingerprint } = key;
    return { fingerprint, seal: createSealer(key.public_key), until: now() + keptForMs };
  };
  return async (bytes) => {
    if (held === undefined || now() >= held.until) held = await renew();
    return held.seal(bytes, { lab_id });
  };
};
