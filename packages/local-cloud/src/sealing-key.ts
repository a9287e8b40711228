import { generateKeyPair, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Name of the file with the platform's private key, PEM. */
export const sealingKeyFile = 'sealing-key.pem';

/** The least that labs seal for; on AWS it has 4096. Made in a thread of its own, in about half a second. */
const bits = 3072;

const makeKey = async (): Promise<string> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
};

const read = async (file: string): Promise<string | undefined> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * The platform's private key, with which files that labs have sealed are opened. Kept in the folder, so that a file
 * sealed before a restart is opened after it; whole or not at all, and the same for all who ask at once.
 * @param folder made anew and kept nowhere when absent
 * @returns PEM, PKCS#8
 */
export const loadSealingKey = async (folder: string | undefined): Promise<string> => {
  if (!folder) return makeKey();
  await mkdir(folder, { recursive: true });
  const file = join(folder, sealingKeyFile);
  const kept = await read(file);
  if (kept) return kept;
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, await makeKey(), { mode: 0o600 });
  try {
    // A link is refused where there is a file already, which a rename would replace.
    await link(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
  return readFile(file, 'utf8');
};

/** The key as a setting holds it: one line, base64 of its PKCS#8 DER. */
export const asSetting = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
