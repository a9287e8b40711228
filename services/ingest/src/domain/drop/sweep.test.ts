import { expect, test } from 'vitest';
import { createSweep } from './sweep.ts';

const now = new Date('2026-03-09T12:00:00.000Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const sweepOver = async (lying: Record<string, number>): Promise<string[]> => {
  const announced: string[] = [];
  const sweep = createSweep(
    {
      async *lying() {
        for (const [key, minutes] of Object.entries(lying)) yield { key, put_at: ago(minutes) };
      },
      announce: async (key) => void announced.push(key),
    },
    { afterSeconds: 15 * 60 },
  );
  expect(await sweep(now)).toBe(announced.length);
  return announced;
};

test('Files that have lain for a while are announced again, and those just put are not', async () => {
  expect(await sweepOver({ 'incoming/LAB001/new.csv': 14, 'incoming/LAB001/old.csv': 15 })).toEqual([
    'incoming/LAB001/old.csv',
  ]);
});

test('When a file has lain for long, whoever announced it, then it is left to people', async () => {
  expect(await sweepOver({ 'patients/fresh.csv': 60, 'patients/stuck.csv': 61 })).toEqual([
    'patients/fresh.csv',
  ]);
});

test('Folder marks are no files', async () => {
  expect(await sweepOver({ 'incoming/LAB001/': 20 })).toEqual([]);
});
