import { expect, test } from 'vitest';
import { isTrouble, readableLine } from './log-lines.ts';

test('When a line is JSON, then it becomes time, service, event and details on one line', () => {
  const time = new Date(2026, 0, 5, 9, 7, 3).toISOString();
  const line = JSON.stringify({
    level: 'info',
    time,
    service: 'ingest',
    event: 'submission.accepted',
    result_id: 'r-1',
    count: 2,
    msg: 'submission accepted',
  });
  expect(readableLine('ingest', line, false)).toBe(
    '09:07:03 ingest    submission accepted  result_id=r-1  count=2',
  );
});

test('When it warns, then the level is named', () => {
  expect(readableLine('notify', '{"level":"warn","msg":"trying again"}', false)).toMatch(
    / notify {4}WARN trying again$/,
  );
});

test('When a value has spaces or line breaks, then it is quoted and stays on the line', () => {
  expect(readableLine('report', '{"msg":"x","path":"a b\\nc"}', false)).toMatch(/path="a b\\nc"$/);
});

test('When a line is not JSON, then it is shown without control characters', () => {
  expect(readableLine('portal', '\u001b[31mred\u001b[0m', false)).toMatch(/ portal {4}red$/);
});

test('When colours are on, then the same words are there', () => {
  const line = readableLine('portal', '{"msg":"up"}', true);
  expect(line).toContain('\u001b[');
  expect(line).toContain('up');
});

test('When an error is logged, then its type and message are shown and the stack is left to the raw log', () => {
  const line = JSON.stringify({
    level: 'error',
    msg: 'x',
    err: { type: 'TypeError', message: 'no', stack: 'at a\nat b' },
  });
  expect(readableLine('report', line, false)).toMatch(/ERROR x {2}err="TypeError: no"$/);
});

test('When lines are told apart, then warnings, errors and what is no log line at all are trouble', () => {
  const lines = ['{"level":"info"}', '{"level":"warn"}', '{"level":"fatal"}', 'node:internal: cannot'];
  expect(lines.map(isTrouble)).toEqual([false, true, true, true]);
});
