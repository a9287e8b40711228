import { lstat, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sealedSuffix } from '@labsecure/contracts/api';

const isThere = async (path: string): Promise<boolean> => {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
};

/** What a file is called when it is sealed: it lies beside the file itself. */
export const sealedPath = (path: string): string => `${path}${sealedSuffix}`;

/**
 * Writes a sealed file whole or not at all: whoever sends what lies in the folder never sees half of one. Nothing else writes
 * this name, so that looking first is enough not to replace what was there.
 * @returns false when there is one already, and it is not to be replaced
 */
export const writeSealed = async (path: string, bytes: Uint8Array, replace: boolean): Promise<boolean> => {
  const place = sealedPath(path);
  if (!replace && (await isThere(place))) return false;
  const draft = join(dirname(place), `.${basename(place)}.${process.pid}.part`);
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return true;
};
