import { expect, test } from 'vitest';
import { harmless } from './harmless.ts';

test('What steers a terminal, turns text round or ends a line is not shown as it is', () => {
  expect(harmless('a\u001b[2Jb\nc\u202ed\u2028e')).toBe('a\ufffd[2Jb\ufffdc\ufffdd\ufffde');
});

test('Names in any writing stay as they are', () => {
  for (const name of ['García Ñandú', 'Łukasz', '李小龍', 'Ὀδυσσεύς']) expect(harmless(name)).toBe(name);
});
