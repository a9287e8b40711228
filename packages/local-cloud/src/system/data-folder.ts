import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { queues, tables } from '@labsecure/contracts/resources';

/** Another LabSecure runs on the same folder. */
export class FolderInUseError extends Error {
  constructor(folder: string) {
    super(
      `LabSecure is running on ${folder} already. Stop that one first, or choose another folder: npm start -- --data-dir DIR --port-base 5600`,
    );
    this.name = 'FolderInUseError';
  }
}

export interface DataFolder {
  /** Why what was there is gone, in words for people; undefined when it was kept or nothing was there. */
  forgotten?: 'asked' | 'changed';
  release(): void;
}

const lockFile = 'lock.db';
const shapeFile = 'shape';

/** What the data was made for: tables that are described otherwise now cannot be read any more. */
const shape = (): string => createHash('sha256').update(JSON.stringify({ queues, tables })).digest('hex');

const readShape = (folder: string): string | undefined => {
  try {
    return readFileSync(join(folder, shapeFile), 'utf8');
  } catch {
    return undefined;
  }
};

/** The lock is the operating system's: it goes with the process, however that ends. */
const lock = (folder: string): DatabaseSync => {
  const db = new DatabaseSync(join(folder, lockFile), { timeout: 0 });
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    return db;
  } catch {
    db.close();
    throw new FolderInUseError(folder);
  }
};

/**
 * Takes a data folder for this process, and empties it when asked to or when the tables have changed since.
 * @throws FolderInUseError
 */
export const claimDataFolder = (folder: string, fresh: boolean): DataFolder => {
  mkdirSync(folder, { recursive: true });
  const db = lock(folder);
  const stored = readShape(folder);
  const changed = stored !== undefined && stored !== shape();
  if (fresh || changed) {
    for (const entry of readdirSync(folder)) {
      if (!entry.startsWith(lockFile)) rmSync(join(folder, entry), { recursive: true, force: true });
    }
  }
  writeFileSync(join(folder, shapeFile), shape());
  return {
    ...(stored && fresh ? { forgotten: 'asked' } : {}),
    ...(changed && !fresh ? { forgotten: 'changed' } : {}),
    release: () => db.close(),
  };
};
