import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../domain/system-errors.ts';
import { type Destination, folders, isOurs, noteName, takenName } from '../domain/watch/names.ts';
import { destinationOf, type Note, noteIn } from '../domain/watch/note.ts';
import type { Folder } from '../domain/watch/round.ts';
import type { Print, Seen } from '../domain/watch/settled.ts';

const printOf = ({ size, mtimeMs }: Stats): Print => ({ size, changed_at: mtimeMs });

const unless = async <T>(code: string, work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (systemCodeOf(error) === code) return undefined;
    throw error;
  }
};

/** Plain files alone: what a link points to is not what lies in the folder. */
const filesIn = async (path: string, place: Seen['place']): Promise<Seen[]> => {
  const files: Seen[] = [];
  for (const name of await readdir(path)) {
    if (!isOurs(name)) continue;
    const stats = await unless('ENOENT', lstat(join(path, name)));
    if (stats?.isFile()) files.push({ place, name, ...printOf(stats) });
  }
  return files;
};

/** Neither follows a link nor waits on a pipe that has come in place of the file. */
const forReading = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

const readWhole = async (path: string, most: number): Promise<Print & { bytes?: Uint8Array }> => {
  const file = await open(path, forReading);
  try {
    const { size } = await file.stat();
    const bytes = size > most ? undefined : await file.readFile();
    return { ...printOf(await file.stat()), ...(bytes && { bytes }) };
  } finally {
    await file.close();
  }
};

/** What is made here is for its owner alone: the files themselves often are. What is there already stays as it is. */
const [ownFolder, ownFile] = [{ mode: 0o700 }, { mode: 0o600 }];

/** A folder on a disk or a share. What is written is on it when a step is done; renames do not leave it. */
export const createDropFolder = (root: string): Folder => {
  const at = (...parts: string[]): string => join(root, ...parts);

  const noteAt = async (taken: string, destination: Destination): Promise<Note | undefined> => {
    const text = await unless('ENOENT', readFile(at(destination, noteName(taken, destination)), 'utf8'));
    const note = text === undefined ? undefined : noteIn(text);
    return note && destinationOf(note) === destination ? note : undefined;
  };

  return {
    look: async () => {
      for (const name of Object.values(folders)) await unless('EEXIST', mkdir(at(name), ownFolder));
      return [...(await filesIn(root, 'incoming')), ...(await filesIn(at(folders.work), 'work'))];
    },
    take: async (name) => {
      const taken = takenName(name, new Date(), randomBytes(4).toString('hex'));
      await rename(at(name), at(folders.work, taken));
      return taken;
    },
    read: (taken, most) => readWhole(at(folders.work, taken), most),
    noteOn: async (taken) => (await noteAt(taken, folders.sent)) ?? (await noteAt(taken, folders.invalid)),
    write: async (taken, destination, note) => {
      const draft = at(folders.work, `.${taken}.note`);
      // One that a crash left behind would keep the mode it has.
      await rm(draft, { force: true });
      await writeFile(draft, `${JSON.stringify(note, null, 2)}\n`, { flush: true, ...ownFile });
      await rename(draft, at(destination, noteName(taken, destination)));
    },
    finish: async (taken, destination) => {
      await rename(at(folders.work, taken), at(destination, taken));
      return `${destination}/${taken}`;
    },
  };
};
