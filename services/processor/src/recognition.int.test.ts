import { randomUUID } from 'node:crypto';
import { createReviews } from '@labsecure/records/reviews';
import { createSubmissionStates } from '@labsecure/records/submission-states';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createProcessSubmission } from './domain/process-submission.ts';
import { type CloudWorld, startCloudWorld } from './testing/cloud-world.ts';
import { aBody, deliveryOf, type TestDelivery } from './testing/deliveries.ts';
import { connect } from './wiring.ts';

let world: CloudWorld;
let ports: Awaited<ReturnType<typeof connect>>['ports'];

beforeAll(async () => {
  world = await startCloudWorld();
  ({ ports } = await connect(world.settings, world.clients));
});
afterAll(() => world.close());

let people = 0;
/** Another for each, so that nobody is like anybody of another test. */
const aBirthDate = (): string => `${1930 + people++}-05-17`;

/** Somebody registered for one test, whom a body can name. */
const someone = async (
  given_name = 'Zofia',
  family_name = `Kowalska${randomUUID().replace(/[^a-f]/g, '')}`,
) => {
  const patient_id = `P-${randomUUID()}`;
  const birth_date = aBirthDate();
  await world.patients.register({ patient_id, given_name, family_name, birth_date, sex: 'F' });
  const body = (over: Record<string, unknown> = {}) =>
    aBody({
      accession_number: randomUUID(),
      patient_id: `X-${randomUUID()}`,
      patient: { name: `${given_name} ${family_name}`, date_of_birth: birth_date, sex: 'F' },
      ...over,
    });
  return { patient_id, birth_date, family_name, body };
};

const kept = async (body: Record<string, unknown>): Promise<TestDelivery> => {
  const delivery = deliveryOf(body);
  await world.keep(delivery);
  return delivery;
};

const process = ({ submission }: TestDelivery, over: Partial<typeof ports> = {}) =>
  createProcessSubmission({ ...ports, ...over })(submission.result_id, submission.submission_id);

const decide = ({ submission: { result_id, submission_id } }: TestDelivery, patient_id?: string) =>
  world.reviews.decide({ result_id, submission_id, patient_id, decided_by: 'staff-1' });

test('When a lab sends an id nobody has, with the name and birth date of somebody registered, they see the result', async () => {
  const { patient_id, family_name, birth_date, body } = await someone();
  const name = `${family_name.toUpperCase()}, Zofia`;
  const delivery = await kept(body({ patient: { name, date_of_birth: birth_date } }));
  expect(await process(delivery)).toBe('READY');
  const { result_id, submission_id } = delivery.submission;
  expect(await world.reader.resultOf(patient_id, result_id)).toMatchObject({ submission_id });
  expect(await world.stateOf(delivery.submission)).toMatchObject({ state: 'READY', patient_id });
  expect(await world.patients.find(delivery.submission.patient_id)).toBeUndefined();
});

test('When the index of names has them and the birth date is nearly theirs, staff decide', async () => {
  const { patient_id, birth_date, family_name, body } = await someone();
  const near = birth_date.replace(/17$/, '16');
  const delivery = await kept(body({ patient: { name: `${family_name} Zofia`, date_of_birth: near } }));
  expect(await process(delivery)).toBe('HELD');
  const { result_id, submission_id } = delivery.submission;
  expect(await world.reviews.find(result_id, submission_id)).toMatchObject({
    review: { candidates: [{ patient_id, name: 'same', birth_date: 'near' }] },
  });
});

test('When a medical record number is sent, its patient sees the result', async () => {
  const medical_record_number = `MRN-${randomUUID()}`;
  const patient_id = `P-${randomUUID()}`;
  const person = { given_name: 'Omar', family_name: 'Al-Rashid', birth_date: aBirthDate() };
  await world.patients.register({ patient_id, ...person, medical_record_number });
  const patient = { name: 'Omar Alrashid', date_of_birth: person.birth_date };
  const delivery = await kept(
    aBody({ patient_id: medical_record_number, accession_number: randomUUID(), patient }),
  );
  expect(await process(delivery)).toBe('READY');
  expect(await world.reader.resultOf(patient_id, delivery.submission.result_id)).toBeDefined();
});

test('When two workers are at it at once and one sees the index and the other does not, one decision stands and one place is visible', async () => {
  for (let round = 0; round < 10; round++) {
    const { patient_id, body } = await someone();
    const delivery = await kept(body());
    const { result_id, submission_id, patient_id: sent_id } = delivery.submission;
    const blind = { alike: async () => ({ patients: [], complete: true }) };
    await Promise.all([process(delivery), process(delivery, blind)]);
    expect(await process(delivery)).toBe('READY');
    const found = await world.submissions.find(result_id, submission_id);
    const decided = found?.recognition !== 'held' && found?.recognition?.patient_id;
    const places = await Promise.all([patient_id, sent_id].map((id) => world.reader.resultOf(id, result_id)));
    const seen = places.flatMap((place) => place?.patient_id ?? []);
    expect(seen).toEqual([decided]);
    expect(await world.visibleEvents(result_id)).toHaveLength(1);
  }
});

test('When one worker leaves it to staff and another found nobody, they do the same, and it can be released', async () => {
  const { patient_id, birth_date, family_name, body } = await someone();
  const delivery = await kept(body({ patient: { name: `Z ${family_name}`, date_of_birth: birth_date } }));
  const { result_id, submission_id, patient_id: sent_id } = delivery.submission;
  const late = {
    alike: async () => {
      await process(delivery);
      return { patients: [], complete: true };
    },
  };
  expect(await process(delivery, late)).toBe('HELD');
  expect(await world.reader.versionsOf(result_id)).toEqual([]);
  await decide(delivery, patient_id);
  expect(await process(delivery)).toBe('READY');
  expect(await world.reader.resultOf(patient_id, result_id)).toMatchObject({ submission_id });
  expect(await world.reader.resultOf(sent_id, result_id)).toBeUndefined();
});

test('When staff decide while the worker is still leaving it to them, it is resumed and not forgotten', async () => {
  const { patient_id, birth_date, family_name, body } = await someone();
  const delivery = await kept(body({ patient: { name: `Z ${family_name}`, date_of_birth: birth_date } }));
  const meanwhile = {
    hold: async (...[resultId, submissionId, problems]: Parameters<typeof ports.hold>) => {
      await decide(delivery, patient_id);
      await ports.hold(resultId, submissionId, problems);
    },
  };
  expect(await process(delivery, meanwhile)).toBe('HELD');
  const processor = await world.processor({ RECONCILE_AFTER_SECONDS: '1', RECONCILE_EVERY_SECONDS: '1' });
  processor.start();
  try {
    await vi.waitFor(async () => expect((await world.stateOf(delivery.submission))?.state).toBe('READY'), {
      timeout: 50_000,
      interval: 100,
    });
  } finally {
    await processor.stop();
  }
});

test('When staff decide and their machine dies before it is sent on, the reconciler sends it on', async () => {
  const { patient_id, birth_date, family_name, body } = await someone();
  const delivery = await kept(body({ patient: { name: `Z ${family_name}`, date_of_birth: birth_date } }));
  expect(await process(delivery)).toBe('HELD');
  const { documents, prefix } = world.records;
  const send = (command: object) => {
    if (command.constructor.name === 'UpdateCommand') throw new Error('The machine died.');
    return Reflect.apply(documents.send, documents, [command]);
  };
  const dying = createReviews({ documents: Object.create(documents, { send: { value: send } }), prefix });
  const { result_id, submission_id } = delivery.submission;
  await expect(dying.decide({ result_id, submission_id, patient_id, decided_by: 'staff-1' })).rejects.toThrow(
    'died',
  );
  const processor = await world.processor({ RECONCILE_AFTER_SECONDS: '1', RECONCILE_EVERY_SECONDS: '1' });
  processor.start();
  try {
    await vi.waitFor(async () => expect((await world.stateOf(delivery.submission))?.state).toBe('READY'), {
      timeout: 50_000,
      interval: 100,
    });
  } finally {
    await processor.stop();
  }
  expect(await world.reader.resultOf(patient_id, result_id)).toMatchObject({ submission_id });
});

test('When a held one is released while a worker that found it ended is late, nothing stays on the list of held ones', async () => {
  const { patient_id, birth_date, family_name, body } = await someone();
  const delivery = await kept(body({ patient: { name: `Z ${family_name}`, date_of_birth: birth_date } }));
  const { result_id, submission_id } = delivery.submission;
  await process(delivery);
  await decide(delivery, patient_id);
  expect(await process(delivery)).toBe('READY');
  const states = createSubmissionStates(world.records);
  await states.hold(result_id, submission_id, []);
  expect((await world.stateOf(delivery.submission))?.state).toBe('READY');
  const { items } = await world.reviews.held({ limit: 100 });
  expect(items.map(({ submission }) => submission.submission_id)).not.toContain(submission_id);
});

test('When a held one is sent again by the lab, the reconciler leaves it to staff, however long it stands', async () => {
  const { patient_id, birth_date, family_name, body } = await someone();
  const delivery = await kept(body({ patient: { name: `Z ${family_name}`, date_of_birth: birth_date } }));
  const { submission_id } = delivery.submission;
  await process(delivery);
  await world.keep(delivery);
  const processor = await world.processor({ RECONCILE_AFTER_SECONDS: '1', RECONCILE_EVERY_SECONDS: '1' });
  processor.start();
  try {
    await vi.waitFor(
      async () => {
        const { items } = await world.reviews.held({ limit: 100 });
        expect(items.map(({ submission }) => submission.submission_id)).toContain(submission_id);
      },
      { timeout: 50_000, interval: 100 },
    );
    expect((await world.stateOf(delivery.submission))?.state).toBe('HELD');
    expect(world.log.filter((line) => line.includes(submission_id))).toEqual([]);
    await decide(delivery, patient_id);
    await vi.waitFor(async () => expect((await world.stateOf(delivery.submission))?.state).toBe('READY'), {
      timeout: 50_000,
      interval: 100,
    });
  } finally {
    await processor.stop();
  }
});

test('When staff link the id a lab sends, its next result goes to that patient at once', async () => {
  const { patient_id, birth_date, family_name, body } = await someone();
  const patient = { name: `Z ${family_name}`, date_of_birth: birth_date };
  const first = await kept(body({ patient }));
  const sent_id = first.submission.patient_id;
  expect(await process(first)).toBe('HELD');
  await world.reviews.linkPatient('LAB001', sent_id, patient_id, 'staff-1');
  const second = await kept(body({ patient, patient_id: sent_id }));
  expect(await process(second)).toBe('READY');
  expect(await world.reader.resultOf(patient_id, second.submission.result_id)).toBeDefined();
  expect((await world.stateOf(first.submission))?.state).toBe('HELD');
});

test('When a person is registered later under the id with another birth date, they see nothing of it', async () => {
  const patient_id = `X-${randomUUID()}`;
  const named = (name: string, date_of_birth: string) =>
    aBody({ patient_id, accession_number: randomUUID(), patient: { name, date_of_birth } });
  const delivery = await kept(named('Nova Newcomer', '1971-01-01'));
  expect(await process(delivery)).toBe('READY');
  const row = { patient_id, given_name: 'Nova', family_name: 'Newcomer' };
  expect(await world.patients.register({ ...row, birth_date: '1981-01-01' })).toBe('conflict');
  expect(await world.patients.find(patient_id)).toMatchObject({
    provisional: true,
    birth_date: '1971-01-01',
  });
  expect(await world.patients.register({ ...row, birth_date: '1971-01-01' })).toBe('updated');
  expect(await world.reader.resultOf(patient_id, delivery.submission.result_id)).toBeDefined();
});
