import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SettingsError } from '../domain/errors.ts';
import { systemCodeOf } from '../domain/system-errors.ts';

const lockName = '.labsecure.lock';

/** SQLITE_BUSY: https://www.sqlite.org/rescode.html#busy */
const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === 5;

const whyUnsuited = (folder: string): string | undefined => {
  try {
    if (!statSync(folder).isDirectory()) return `${folder} is a file; labsecure submit sends one.`;
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no folder ${folder}.`;
    return `The folder ${folder} cannot be read and written (${code ?? 'unknown'}).`;
  }
};

/** For its owner alone. One that is there is not opened: to close it would take the lock of this process off it. */
const makeOwn = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') throw error;
  }
};

/**
 * Holds a folder until it is released or the process ends, however it ends: the operating system takes the lock off an open
 * database with it. So there are no stale locks and no clocks to compare, and it holds between machines on a share that knows
 * locks. The file stays: two processes must lock the same one.
 * @returns releases it
 * @throws SettingsError when another process holds it, it is no folder, or cannot be written or locked
 */
export const lockFolder = (folder: string): (() => void) => {
  let database: DatabaseSync | undefined;
  try {
    const path = join(folder, lockName);
    makeOwn(path);
    database = new DatabaseSync(path);
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    if (isBusy(error)) throw new SettingsError('Another labsecure is watching this folder.');
    throw new SettingsError(
      whyUnsuited(folder) ?? `The folder ${folder} cannot be locked; its disk or share must know locks.`,
    );
  }
  const held = database;
  return () => held.close();
};
