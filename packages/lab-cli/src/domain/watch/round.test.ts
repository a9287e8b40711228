import { expect, test } from 'vitest';
import type { Delivered } from '../deliver.ts';
import type { FileReport } from '../outcome.ts';
import { type Folder, runRound } from './round.ts';
import type { Seen } from './settled.ts';

const seen: Seen = { place: 'incoming', name: 'a.csv', size: 3, changed_at: 1 };

/** A folder that writes down what is done to it. */
const folderWith = (over: Partial<Folder> = {}) => {
  const done: string[] = [];
  const folder: Folder = {
    look: async () => [],
    take: async (name) => {
      done.push('take');
      return name;
    },
    read: async () => ({ size: 3, changed_at: 1, bytes: Buffer.from('abc') }),
    noteOn: async () => undefined,
    write: async () => void done.push('write'),
    finish: async (taken, destination) => {
      done.push('finish');
      return `${destination}/${taken}`;
    },
    ...over,
  };
  return { folder, done };
};

const round = async (folder: Folder, delivered: Delivered, files = [seen], isStopped = () => false) => {
  const reports: FileReport[] = [];
  const deliver = async (): Promise<Delivered> => delivered;
  const tell = (report: FileReport): void => void reports.push(report);
  await runRound(files, { folder, deliver, tell, isStopped, now: () => new Date(0) });
  return reports;
};

const sent: Delivered = { outcome: 'sent', digest: 'd', results: [], problems: [] };

const systemError = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(`of ${seen.name}`), { code });
};

test('When something was written between the look and the reading, then the file is left in the work folder', async () => {
  for (const print of [
    { size: 4, changed_at: 1 },
    { size: 3, changed_at: 2 },
  ]) {
    const { folder, done } = folderWith({ read: async () => ({ ...print, bytes: Buffer.from('abcd') }) });
    expect(await round(folder, sent)).toMatchObject([{ outcome: 'waiting' }]);
    expect(done).toEqual(['take']);
  }
});

test('The note is written before the file is moved', async () => {
  const { folder, done } = folderWith();
  await round(folder, sent);
  expect(done).toEqual(['take', 'write', 'finish']);
});

test('When a file has gone meanwhile, then nothing is said of it and the next one is dealt with', async () => {
  const { folder } = folderWith({ take: systemError('ENOENT') });
  const other: Seen = { ...seen, place: 'work', name: 'b.csv' };
  expect(await round(folder, sent, [seen, other])).toMatchObject([{ file: 'b.csv', outcome: 'sent' }]);
});

test('When a file may not be read, then that is said and the next one is dealt with', async () => {
  const { folder } = folderWith({ take: systemError('EACCES') });
  const other: Seen = { ...seen, place: 'work', name: 'b.csv' };
  expect(await round(folder, sent, [seen, other])).toMatchObject([
    { file: 'a.csv', outcome: 'unreadable', detail: expect.stringContaining('EACCES') },
    { file: 'b.csv', outcome: 'sent' },
  ]);
});

test('When there are more bytes than may be sent, then the file is refused without them', async () => {
  const { folder } = folderWith({ read: async () => ({ size: 27_262_977, changed_at: 1 }) });
  expect(await round(folder, sent, [{ ...seen, size: 27_262_977 }])).toMatchObject([
    { outcome: 'refused', problems: [{ code: 'E_TOO_LARGE' }], moved_to: 'invalid/a.csv' },
  ]);
});

test('When the process is asked to end, then no further file is begun', async () => {
  const { folder, done } = folderWith();
  await round(folder, sent, [seen], () => true);
  expect(done).toEqual([]);
});
