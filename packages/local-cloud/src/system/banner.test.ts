import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlLine } from './banner.ts';

test('When the curl line is run by a shell, then it posts JSON with an accession number and date of that moment', () => {
  const line = curlLine('http://127.0.0.1:4601', 'a.b.c');
  // A function in place of curl prints its arguments, one a line.
  const printed = execFileSync('sh', ['-c', `curl() { printf '%s\\n' "$@"; }\n${line}`], {
    encoding: 'utf8',
  });
  const [, , authorization, , contentType, , body = '', url] = printed.split('\n');
  expect(authorization).toBe('authorization: Bearer a.b.c');
  expect(contentType).toBe('content-type: application/json');
  expect(url).toBe('http://127.0.0.1:4601/api/v1/ingest');
  const sent: { accession_number: string; test_date: string; results: unknown[] } = JSON.parse(body);
  expect(sent.accession_number).toMatch(/^TRY-\d{10}$/);
  expect(Math.abs(Date.parse(sent.test_date) - Date.now())).toBeLessThan(60_000);
  expect(sent.results).toHaveLength(8);
  expect(line).not.toContain('\n');
});
