import { expect, test } from 'vitest';
import { createSweep } from './sweep.ts';

const now = new Date('2026-03-09T12:00:00.000Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const sweepOver = async (lying: Record<string, number>, size = 1) => {
  const announced: string[] = [];
  const sweep = createSweep(
    {
      async *lying() {
        for (const [key, minutes] of Object.entries(lying)) yield { key, put_at: ago(minutes), size };
      },
      announce: async (key) => void announced.push(key),
    },
    { afterSeconds: 15 * 60, everySeconds: 5 * 60 },
  );
  const swept = await sweep(now);
  expect(swept.announced).toBe(announced.length);
  return { announced, left_lying: swept.left_lying };
};

test('Files that have lain for a while are announced again, and those just put are not', async () => {
  expect(await sweepOver({ 'incoming/LAB001/new.csv': 14, 'incoming/LAB001/old.csv': 15 })).toEqual({
    announced: ['incoming/LAB001/old.csv'],
    left_lying: 0,
  });
});

test('When a file has lain for long, then it is announced ever more seldom, and somebody is told each time', async () => {
  const hour = 60;
  const seen = { 'patients/fresh.csv': hour, 'a.csv': hour + 6, 'b.csv': 5 * hour, 'c.csv': 1000 * hour };
  expect(await sweepOver(seen)).toEqual({ announced: ['patients/fresh.csv'], left_lying: 3 });
  const doubled = {
    'a.csv': hour + 1,
    'b.csv': 2 * hour + 1,
    'c.csv': 4 * hour + 4,
    'd.csv': 512 * hour + 2,
  };
  expect((await sweepOver(doubled)).announced).toEqual(['a.csv', 'b.csv', 'c.csv', 'd.csv']);
});

test('However often it is looked, a file that lies for a day is announced a bounded number of times', async () => {
  let times = 0;
  for (let minutes = 0; minutes < 24 * 60; minutes += 5) {
    times += (await sweepOver({ 'a.csv': minutes })).announced.length;
  }
  expect(times).toBeLessThan(20);
});

test('Folder marks are no files; a file whose name ends like one is', async () => {
  expect((await sweepOver({ 'incoming/LAB001/': 20 }, 0)).announced).toEqual([]);
  expect((await sweepOver({ 'incoming/LAB001/': 20 }, 5)).announced).toEqual(['incoming/LAB001/']);
});
