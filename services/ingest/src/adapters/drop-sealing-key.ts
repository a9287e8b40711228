import { readFileSync } from 'node:fs';
import { LabSecureError } from '@labsecure/contracts/errors';
import { SettingsError } from '@labsecure/runtime/config';
import { fingerprintOf, publicKeyOf, readPrivateKey } from '@labsecure/sealing/keys';
import { createOpener, type Opener } from '@labsecure/sealing/open';

/** The platform's key for sealed files, as far as others may know it, and the way to open them. */
export interface Sealing {
  /** PEM */
  public_key: string;
  fingerprint: string;
  open: Opener;
}

export interface SealingSettings {
  SEALING_KEY?: string | undefined;
  SEALING_KEY_FILE?: string | undefined;
}

const textOf = ({ SEALING_KEY, SEALING_KEY_FILE }: SealingSettings): string | undefined => {
  if (SEALING_KEY !== undefined || SEALING_KEY_FILE === undefined) return SEALING_KEY;
  try {
    return readFileSync(SEALING_KEY_FILE, 'utf8');
  } catch {
    throw new SettingsError('SEALING_KEY_FILE names a file that cannot be read.');
  }
};

/**
 * @returns undefined when no key is set
 * @throws SettingsError when the key cannot be read or is none to seal with
 */
export const readSealing = (settings: SealingSettings): Sealing | undefined => {
  const text = textOf(settings)?.trim();
  if (text === undefined) return undefined;
  const name = settings.SEALING_KEY === undefined ? 'SEALING_KEY_FILE' : 'SEALING_KEY';
  try {
    const key = readPrivateKey(text);
    const public_key = publicKeyOf(key);
    return { public_key, fingerprint: fingerprintOf(public_key), open: createOpener(key) };
  } catch (error) {
    const why = error instanceof LabSecureError ? error.message : 'It cannot be read.';
    throw new SettingsError(`${name} holds no key that can be used: ${why}`);
  }
};
