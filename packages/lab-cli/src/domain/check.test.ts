import { largestReport } from '@labsecure/formats/incoming';
import { expect, test } from 'vitest';
import { type CheckedResult, checkBody } from './check.ts';

const context = { profile: { lab_id: 'LAB001', time_zone: 'UTC' }, now: new Date('2026-03-09T12:00:00Z') };
const check = async (bytes: Buffer, type: string, profile = context.profile) => {
  const results: CheckedResult[] = [];
  const tell = (result: CheckedResult) => void results.push(result);
  const problems = await checkBody(bytes, type, { ...context, profile }, tell);
  return { results, problems };
};
const note = 'x'.repeat(400);

const table = (results: number, bad: number): Buffer => {
  const rows = Array.from({ length: results }, (_, index) =>
    [
      'P1',
      'LAB001',
      index === bad ? 'someday' : '2026-01-15',
      `A-${index}`,
      'WBC',
      'White Blood Cell Count',
      '7.5',
      '10^3/uL',
      note,
    ].join(),
  );
  return Buffer.from(
    ['PatientID,LabID,TestDate,Accession,TestCode,TestName,Value,Unit,Remark', ...rows, ''].join('\n'),
  );
};

const batch = (messages: number, bad: number): Buffer =>
  Buffer.from(
    Array.from({ length: messages }, (_, index) =>
      [
        `MSH|^~\\&|LIS|LAB001|LS|LS|20260115103000||ORU^R01|M${index}|P|2.5`,
        'PID|1||P1||Doe^Jo',
        `OBR|1||A-${index}|CBC^Complete Blood Count|||${index === bad ? 'someday' : '20260115'}`,
        'OBX|1|NM|WBC^White Blood Cell Count||7.5|10^3/uL|||||F',
        `NTE|1||${note}`,
        '',
      ].join('\r'),
    ).join(''),
  );

test.each([
  ['text/csv', table, 702],
  ['application/hl7-v2', batch, 701],
] as const)(
  'A body of %s that is read a result at a time has the same faults in the same places',
  async (type, make, row) => {
    const [small, large] = [make(50, 40), make(3000, 700)];
    expect(small.length).toBeLessThan(largestReport);
    expect(large.length).toBeGreaterThan(largestReport);
    const [whole, streamed] = [await check(small, type), await check(large, type)];
    const faultsOf = ({ results }: typeof whole) => results.filter(({ valid }) => !valid);
    expect(whole.results).toHaveLength(50);
    expect(streamed.results).toHaveLength(3000);
    expect(faultsOf(whole)).toHaveLength(1);
    expect(faultsOf(streamed)).toMatchObject([
      { row, errors: faultsOf(whole)[0]?.errors.map(({ code }) => ({ code })) },
    ]);
  },
);

test('When a large body is of another lab, then it is refused as a whole', async () => {
  const profile = { lab_id: 'LAB002', time_zone: 'UTC' };
  const checked = await check(table(3000, -1), 'text/csv', profile);
  expect(checked.results).toEqual([]);
  expect(checked.problems).toMatchObject([{ code: expect.stringMatching(/^E_/) }]);
});
