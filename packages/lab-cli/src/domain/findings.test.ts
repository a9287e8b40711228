import { expect, test } from 'vitest';
import { createFindings } from './findings.ts';

const fault = (code: string) => ({ pointer: '', code, message: 'A fault.' });
const bad = (row: number) => ({ row, valid: false, errors: [fault('E_1'), fault('E_2')], warnings: [] });
const good = { valid: true, errors: [], warnings: [fault('W_1')] };

test('When more is wrong than is to be kept, then the first are kept with their rows, and the rest is counted', () => {
  const findings = createFindings(3);
  for (const result of [good, bad(2), bad(3)]) findings.add(result);
  expect(findings.conclude([fault('W_BODY')])).toEqual({
    results: 3,
    valid: 1,
    isSendable: true,
    problems: [fault('W_BODY'), fault('W_1'), { row: 2, ...fault('E_1') }, { row: 2, ...fault('E_2') }],
    more: 2,
  });
});

test('When the body as a whole has an error, or no result is valid, then nothing of it can be sent', () => {
  const findings = createFindings();
  expect(findings.conclude([]).isSendable).toBe(false);
  findings.add(good);
  expect(findings.conclude([]).isSendable).toBe(true);
  expect(findings.conclude([fault('E_BODY')]).isSendable).toBe(false);
});
