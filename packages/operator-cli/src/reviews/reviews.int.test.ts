import { type Audit, createAudit } from '@labsecure/records/audit';
import { createResultReader, type ResultReader } from '@labsecure/records/reader';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createOperator, type Operator } from '../../test/operator.ts';
import { aBody, type Platform, startPlatform } from '../../test/platform.ts';
import { createReviewsProgram } from './reviews-program.ts';

let platform: Platform;
let operator: Operator;
let reader: ResultReader;
let audit: Audit;

beforeAll(async () => {
  platform = await startPlatform();
  operator = await createOperator(createReviewsProgram, platform.cloud.env);
  reader = createResultReader(platform.records);
  audit = createAudit(platform.records);
});
afterAll(async () => {
  await operator.remove();
  await platform.stop();
});

const patience = { timeout: 40_000, interval: 100 };
let day = 0;

/** Of Maria Garcia by all but her day of birth: somebody has to look. Never the same body, id or day twice. */
const held = async (more: object = {}) => {
  day += 1;
  const born = `1990-08-${String(day).padStart(2, '0')}`;
  const body = aBody({
    patient_id: 'P234567',
    patient: { name: 'Maria Garcia', date_of_birth: born, sex: 'F' },
    ...more,
  });
  const { status, result_id, answer } = await platform.send(body);
  expect(status, answer).toBe(202);
  const submission_id = await platform.until(result_id, 'HELD');
  return { result_id, submission_id, born };
};

const looks = async (result_id: string, patient_id = 'P234567') => {
  const entries = await audit.ofPatient(patient_id, { limit: 200 });
  return entries.filter((entry) => entry.result_id === result_id && entry.action === 'REVIEW_PATIENT');
};

test('What is held is listed with ids, lab and time, and with nothing about anybody', async () => {
  const { result_id, submission_id } = await held();
  // A moment lies between the state of a submission and its place on the list.
  const out = await vi.waitFor(async () => {
    const listed = await operator.run(['list']);
    expect(listed).toMatchObject({ code: 0, out: expect.stringContaining(result_id) });
    return listed.out;
  }, patience);
  expect(out).toMatch(/^RESULT +SUBMISSION +LAB +HELD SINCE\n/);
  expect(out).toMatch(new RegExp(`${result_id} +${submission_id} +LAB001 +\\d{4}-`));
  expect(out).not.toMatch(/P234567|Garcia|1990/);
  const events = (await operator.run(['--json', 'list'])).events();
  const listed = events.find((event) => event.result_id === result_id);
  expect(Object.keys(listed ?? {}).sort()).toEqual([
    'event',
    'held_at',
    'lab_id',
    'result_id',
    'submission_id',
  ]);
  expect(await looks(result_id)).toEqual([]);
});

test('What is shown goes on record with everybody it shows', async () => {
  const { result_id, submission_id, born } = await held();
  const { code, out } = await operator.run(['--as', 'Nurse Ann', 'show', result_id, submission_id]);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`The report says\n +id +P234567\n +name +Maria Garcia\n +born +${born}`));
  expect(out).toMatch(
    /P234567, likeness 0\.\d+\n +name +Maria Garcia +same\n +born +1990-07-22 +(near|other)/,
  );
  expect(await looks(result_id)).toMatchObject([
    { actor_kind: 'staff', actor_id: 'Nurse Ann', actor_name: 'A member of staff', channel: 'operator' },
  ]);
});

test('What is released is seen by its patient, with the name of who decided', async () => {
  const { result_id, submission_id } = await held();
  const released = await operator.run([
    '--as',
    'Ann',
    'release',
    result_id,
    submission_id,
    '--patient',
    'P234567',
    '--yes',
  ]);
  expect(released).toMatchObject({ code: 0, out: expect.stringContaining("It is P234567's, by Ann at") });
  await platform.until(result_id, 'READY');
  expect(await reader.resultOf('P234567', result_id)).toMatchObject({ submission_id });
  expect(await looks(result_id)).toHaveLength(1);
  const again = await operator.run(['release', result_id, submission_id, '--patient', 'P234567', '--yes']);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('by Ann at') });
  const other = await operator.run(['release', result_id, submission_id, '--patient', 'P123456', '--yes']);
  expect(other).toMatchObject({
    code: 1,
    err: expect.stringContaining("decided already: P234567's, by Ann"),
  });
  expect((await operator.run(['list'])).out).not.toContain(result_id);
});

test("What is nobody's is rejected, and nobody sees it", async () => {
  const { result_id, submission_id } = await held();
  expect((await operator.run(['refuse', result_id, submission_id, '--yes'])).out).toContain("It is nobody's");
  await platform.until(result_id, 'REJECTED');
  expect(await reader.resultOf('P234567', result_id)).toBeUndefined();
  expect(await looks(result_id)).toEqual([]);
});

test('When two decide at once, then one decision stands, and the other is told', async () => {
  const { result_id, submission_id } = await held();
  const both = await Promise.all([
    operator.run(['--as', 'Ann', 'release', result_id, submission_id, '--patient', 'P234567', '--yes']),
    operator.run(['--as', 'Bob', 'release', result_id, submission_id, '--patient', 'P123456', '--yes']),
  ]);
  expect(both.map(({ code }) => code).sort()).toEqual([0, 1]);
  const winner = both[0].code === 0 ? 'P234567' : 'P123456';
  const loser = winner === 'P234567' ? 'P123456' : 'P234567';
  await platform.until(result_id, 'READY');
  expect(await reader.resultOf(winner, result_id)).toMatchObject({ submission_id });
  expect(await reader.resultOf(loser, result_id)).toBeUndefined();
});

test('Without --yes a person on a terminal is asked, with what agrees before them; no answer decides nothing', async () => {
  const { result_id, submission_id } = await held();
  const command = ['release', result_id, submission_id, '--patient', 'P234567'];
  expect(await operator.run(command)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('--yes'),
  });
  expect(await looks(result_id)).toEqual([]);
  for (const answer of ['', 'n', 'yellow']) {
    const asked: string[] = [];
    const ask = async (question: string) => {
      asked.push(question);
      return answer;
    };
    const { code, out } = await operator.run(command, { ask });
    expect(code).toBe(1);
    expect(asked).toEqual(['Release it to P234567, for good? [y/N] ']);
    expect(out).toContain('P234567, likeness');
  }
  expect((await operator.run(['show', result_id, submission_id])).out).toMatch(/decided +\(not yet\)/);
  expect((await operator.run(command, { ask: async () => 'Y' })).code).toBe(0);
});

test('With --always the id of the lab stands for the patient from then on', async () => {
  const id = `EXT-${process.pid}`;
  const person = { name: 'M Garcia', date_of_birth: '1990-07-22', sex: 'F' };
  const { result_id, submission_id } = await held({ patient_id: id, patient: person });
  const released = await operator.run([
    'release',
    result_id,
    submission_id,
    '--patient',
    'P234567',
    '--always',
    '--yes',
  ]);
  expect(released).toMatchObject({ code: 0, out: expect.stringContaining('stands for P234567') });
  const next = await platform.send(aBody({ patient_id: id, patient: person }));
  await platform.until(next.result_id, 'READY');
  expect(await reader.resultOf('P234567', next.result_id)).toBeDefined();
});

test('What was never held, and a patient who is not registered, are refused', async () => {
  const { result_id, submission_id } = await held();
  for (const command of [['show'], ['release', '--patient', 'P234567', '--yes'], ['refuse', '--yes']]) {
    const [name = '', ...flags] = command;
    expect((await operator.run([name, result_id, result_id, ...flags])).code).toBe(1);
  }
  expect(
    await operator.run(['release', result_id, submission_id, '--patient', 'P000000', '--yes']),
  ).toMatchObject({ code: 1, err: expect.stringContaining('no patient P000000') });
  expect((await operator.run(['release', result_id, submission_id, '--yes'])).code).toBe(2);
  expect((await operator.run(['--as', ' ', 'list'])).code).toBe(2);
});
