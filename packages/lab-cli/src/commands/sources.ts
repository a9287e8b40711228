import { lstat, open } from 'node:fs/promises';
import { SettingsError } from '../domain/errors.ts';
import { mostRead } from '../domain/limits.ts';

const sizeOrFault = async (path: string): Promise<number | string> => {
  try {
    const stats = await lstat(path);
    return stats.isDirectory() ? `${path} is a folder; see labsecure watch.` : stats.size;
  } catch {
    return `There is no file ${path}.`;
  }
};

/**
 * Before anything is done: a slip in one name should not leave half of the files sent.
 * @returns their sizes in bytes
 * @throws SettingsError naming every path that is no file
 */
export const needFiles = async (paths: string[]): Promise<number[]> => {
  const found = await Promise.all(paths.map(sizeOrFault));
  const faults = found.filter((one) => typeof one === 'string');
  if (faults.length > 0) throw new SettingsError(faults.join('\n'));
  return found.filter((one) => typeof one === 'number');
};

/** The bytes of a file; of one that is too large to be sent, enough to show that it is. */
export const readSource = async (path: string): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size <= mostRead) return await file.readFile();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostRead + 1), 0, mostRead + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
};
