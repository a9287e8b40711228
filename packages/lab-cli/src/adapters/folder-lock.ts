import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingsError } from '../domain/errors.ts';

const lockName = '.labsecure.lock';

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5;

/**
 * Holds a folder until it is released or the process ends, however it ends: the operating system takes the lock off an open
 * database with it. So there are no stale locks and no clocks to compare, and it holds between machines on a share that knows
 * locks. The file stays: two processes must lock the same one.
 * @returns releases it
 * @throws SettingsError when another process holds it, or the folder cannot be locked
 */
export const lockFolder = (folder: string): (() => void) => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(folder, lockName));
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (isBusy(error)) throw new SettingsError('Another labsecure is watching this folder.');
    throw new SettingsError('The folder cannot be locked; it must be there, and writable.');
  }
  const held = database;
  return () => held.close();
};
