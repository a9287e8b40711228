import { expect, test } from 'vitest';
import { createPackedBlocks } from './packed-blocks.ts';

test('What was added comes out again in its order, with its numbers, as often as it is asked for', () => {
  const store = createPackedBlocks();
  const lines = Array.from({ length: 3000 }, (_, at) => `line ${at} ${'x'.repeat(at % 90)}\n`);
  for (const [at, line] of lines.entries()) store.add(Buffer.from(line), at);
  for (let times = 0; times < 2; times += 1) {
    const blocks = [...store.blocks()];
    expect(blocks.length).toBeGreaterThan(2);
    expect(Buffer.concat(blocks.map(({ bytes }) => bytes)).toString()).toBe(lines.join(''));
    expect(blocks.flatMap(({ numbers }) => [...numbers])).toEqual(lines.map((_, at) => at));
  }
});

test('What is held is compressed, and what was added may be written over', () => {
  const store = createPackedBlocks();
  const bytes = Buffer.from('a,b,c\n'.repeat(1000));
  for (let times = 0; times < 100; times += 1) store.add(bytes);
  expect(store.held()).toBeLessThan((bytes.length * 100) / 10);
  bytes.fill(0);
  expect([...store.blocks()].at(-1)?.bytes.toString()).toMatch(/^(?:a,b,c\n)+$/);
  store.clear();
  expect([...store.blocks()]).toEqual([]);
});
