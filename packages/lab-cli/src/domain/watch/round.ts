import { digestOf } from '@labsecure/contracts/identity';
import type { Deliver, Delivered } from '../deliver.ts';
import { mostRead, tooLarge } from '../limits.ts';
import type { FileReport } from '../outcome.ts';
import { systemCodeOf, whyUnreadable } from '../system-errors.ts';
import { type Destination, originalName } from './names.ts';
import { destinationOf, type Note, noteOf, toldOf } from './note.ts';
import { isSame, type Print, type Seen } from './settled.ts';

/** The watched folder. Every step is safe to repeat, and a crash between any two leaves a state that is gone on from. */
export interface Folder {
  look: () => Promise<Seen[]>;
  /** Moves a new file to the work folder. @returns its name there */
  take: (name: string) => Promise<string>;
  /** @returns no bytes when there are more than asked for */
  read: (taken: string, most: number) => Promise<Print & { bytes?: Uint8Array }>;
  /** What was decided about it before, when that was written down. */
  noteOn: (taken: string) => Promise<Note | undefined>;
  /** All of it or nothing. */
  write: (taken: string, destination: Destination, note: Note) => Promise<void>;
  /** @returns where it is now, within the watched folder */
  finish: (taken: string, destination: Destination) => Promise<string>;
}

export interface RoundPorts {
  folder: Folder;
  deliver: Deliver;
  tell: (report: FileReport) => void;
  isStopped: () => boolean;
  now: () => Date;
}

type Ended = FileReport & { is_general?: boolean };

const growing = (file: string): Ended => ({ file, outcome: 'waiting', detail: 'It is still being written.' });

/** Carries out what was decided: the note first, so that after a crash it is carried out and not decided anew. */
const conclude = async (folder: Folder, taken: string, note: Note): Promise<Ended> => {
  const destination = destinationOf(note);
  const moved_to = await folder.finish(taken, destination);
  return { ...toldOf(note), moved_to };
};

const decide = async (
  { folder, deliver, now }: RoundPorts,
  taken: string,
  read: { size: number; bytes: Uint8Array | undefined },
): Promise<Ended> => {
  const file = originalName(taken);
  const { size, bytes } = read;
  const delivered: Delivered | undefined = bytes ? await deliver({ name: file, bytes }) : tooLarge(size);
  if (delivered === undefined) return growing(file);
  const note = noteOf(file, delivered, now());
  if (note === undefined) return { file, ...delivered };
  await folder.write(taken, destinationOf(note), note);
  return conclude(folder, taken, note);
};

const handle = async (ports: RoundPorts, taken: string, seen: Seen): Promise<Ended> => {
  const { folder } = ports;
  const { bytes, ...print } = await folder.read(taken, mostRead);
  if (!isSame(print, seen)) return growing(originalName(taken));
  const known = await folder.noteOn(taken);
  if (known && bytes && known.digest === digestOf(bytes)) return conclude(folder, taken, known);
  return decide(ports, taken, { size: print.size, bytes });
};

/** One file, from where it was seen to as far as it comes. @returns undefined when it is no longer there */
const oneFile = async (ports: RoundPorts, seen: Seen): Promise<Ended | undefined> => {
  try {
    const taken = seen.place === 'work' ? seen.name : await ports.folder.take(seen.name);
    return await handle(ports, taken, seen);
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return undefined;
    return { file: originalName(seen.name), outcome: 'unreadable', detail: whyUnreadable(error) };
  }
};

/** Deals with files that have stopped growing, until one shows that no other would get through. */
export const runRound = async (settled: Seen[], ports: RoundPorts): Promise<void> => {
  for (const seen of settled) {
    if (ports.isStopped()) return;
    const ended = await oneFile(ports, seen);
    if (ended === undefined) continue;
    const { is_general, ...report } = ended;
    ports.tell(report);
    if (is_general) return;
  }
};
