import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { staff, startHeld } from '../test/held.ts';

const { submissions, reviews, patients, recorded, held, decideCutOff, allHeld, pending } = await startHeld();

test('When staff decide, it is processed again, and the first decision stands', async () => {
  const { ids } = await held();
  const first = await reviews.decide({ ...ids, patient_id: 'P-1', ...staff });
  expect(first).toMatchObject({ ...ids, patient_id: 'P-1', basis: 'staff', decided_by: 'staff-1' });
  expect(await reviews.decide({ ...ids, decided_by: 'staff-2' })).toStrictEqual(first);
  expect(await pending()).toContain(ids.submission_id);
  expect(await allHeld()).not.toContain(ids.submission_id);
  expect(await reviews.find(ids.result_id, ids.submission_id)).toMatchObject({ decision: first });
  expect((await submissions.find(ids.result_id, ids.submission_id))?.recognition).toStrictEqual(first);
  const own = (await submissions.pendingOfPatient('P-1')).map(({ submission_id }) => submission_id);
  expect(own).toContain(ids.submission_id);
});

test('However many decide at once, one is heard and the others are told', async () => {
  const { ids } = await held();
  const all = await Promise.all(
    ['a', 'b', 'c'].map((decided_by) => reviews.decide({ ...ids, patient_id: 'P-1', decided_by })),
  );
  expect(new Set(all.map(({ decided_by }) => decided_by)).size).toBe(1);
});

test('When staff find that it is nobody’s, that is a decision without a patient', async () => {
  const { ids } = await held();
  const decision = await reviews.decide({ ...ids, ...staff });
  expect(decision).toStrictEqual({ ...ids, basis: 'staff', decided_at: expect.any(String), ...staff });
});

test('When staff name a patient who does not exist, or what was never held, nothing is decided', async () => {
  const { ids } = await held();
  const unknown = { ...ids, patient_id: randomUUID(), ...staff };
  await expect(reviews.decide(unknown)).rejects.toMatchObject({ status: 404 });
  expect(await allHeld()).toContain(ids.submission_id);
  const other = await recorded();
  await expect(reviews.decide({ ...other.ids, patient_id: 'P-1', ...staff })).rejects.toMatchObject({
    status: 404,
  });
  expect(await reviews.find(other.ids.result_id, other.ids.submission_id)).toBeUndefined();
});

test('When staff find a new person, they become known under the id and with what the lab sent', async () => {
  const { ids, submission } = await held();
  const decision = await reviews.decide({ ...ids, new_patient: true, ...staff });
  expect(decision.patient_id).toBe(submission.patient_id);
  expect(await patients.find(submission.patient_id)).toStrictEqual({
    patient_id: submission.patient_id,
    given_name: 'J',
    family_name: 'Smith',
    birth_date: '1985-03-15',
    email_notifications: true,
    provisional: true,
  });
  expect(await reviews.decide({ ...ids, new_patient: true, ...staff })).toStrictEqual(decision);
});

test('When somebody else is known under the id, the new person is nobody under it', async () => {
  const { ids, submission } = await held();
  await patients.register({ patient_id: submission.patient_id, given_name: 'Ana', family_name: 'Cruz' });
  const asNew = { ...ids, new_patient: true, ...staff };
  await expect(reviews.decide(asNew)).rejects.toMatchObject({ code: 'E_PATIENT_ID' });
  expect(await allHeld()).toContain(ids.submission_id);
});

test('When staff decide and are cut off before it is sent on, whoever looks at the list sends it on', async () => {
  const { ids } = await held();
  await decideCutOff({ ...ids, patient_id: 'P-1' });
  expect(await pending()).not.toContain(ids.submission_id);
  expect(await allHeld()).not.toContain(ids.submission_id);
  expect(await pending()).toContain(ids.submission_id);
});
