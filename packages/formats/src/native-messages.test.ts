import { describe, expect, test } from 'vitest';
import { parseBody, parseResult, parseText, thrownBy } from '../test/native.ts';

describe('what is said', () => {
  test('When something is missing, then the message says what belongs there', () => {
    expect(parseText('{"lab_id":"LAB001","results":[{}]}').problems).toMatchObject([
      {
        pointer: '/patient_id',
        message:
          "patient_id is required: the patient's id, as text (letters, digits and . _ : -, 64 at most) or integer.",
      },
      { pointer: '/test_type' },
      { pointer: '/test_date' },
      {
        pointer: '/results/0/test_code',
        message: "results.0.test_code is required: the lab's code of the test, in any case, as text.",
      },
      { pointer: '/results/0/value' },
    ]);
  });

  test('When a status is unknown, then the message lists those that are known', () => {
    const [problem] = parseBody({ status: 'done' }).problems;
    expect(problem?.message).toBe('status: send one of preliminary, final, corrected, amended, cancelled.');
  });

  test('When anything is refused, then no message repeats what was sent', () => {
    const canary = 'Garcia-4711';
    const outcomes = [
      parseBody({ test_date: canary, test_type: canary, status: canary, patient_id: `/${canary}` }),
      parseBody({ patient: { date_of_birth: canary, sex: canary }, physician: { name: 'x', npi: canary } }),
      parseBody({ lab_name: `${canary}\u0000`, notes: { [canary]: canary }, results: [canary] }),
      parseResult({ test_code: canary, test_name: canary, value: '4711,5', is_abnormal: canary }),
      parseResult({ test_code: canary, test_name: canary, value: null, unit: [canary] }),
    ];
    for (const { problems } of outcomes) {
      expect(problems.length).toBeGreaterThan(1);
      expect(problems.map(({ message }) => message).join()).not.toMatch(/garcia|4711/i);
    }
  });
});

describe('a body that names another lab', () => {
  test.each([
    ['and is right otherwise', { lab_id: 'LAB002' }],
    ['and is wrong in other places', { lab_id: 'LAB002', patient_id: undefined, test_type: 'x' }],
    ['in another case', { lab_id: 'lab001' }],
  ])('When it comes %s, then it is forbidden and neither lab is named', (_how, change) => {
    const error = thrownBy(() => parseBody(change));
    expect(error).toMatchObject({ status: 403, code: 'E_FORBIDDEN' });
    expect(error.message).not.toMatch(/LAB00/i);
  });
});
