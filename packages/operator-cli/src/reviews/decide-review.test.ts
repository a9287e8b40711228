import { InvalidInputError, UnavailableError } from '@labsecure/contracts/errors';
import type { Patient, PatientDecision, PatientReview } from '@labsecure/contracts/patients';
import type { Submission } from '@labsecure/contracts/records';
import { expect, test } from 'vitest';
import { createOutput } from '../shared/output.ts';
import { type Choice, decideReview } from './decide-review.ts';
import { showReview } from './show-review.ts';
import type { Stores } from './stores.ts';

const id = { result_id: 'r', submission_id: 's' };
const submission: Submission = {
  ...id,
  lab_id: 'LAB001',
  lab_name: 'Quest Diagnostics',
  patient_id: 'EXT-1',
  panel_name: 'Hemoglobin',
  raw_key: 'k',
  media_type: 'application/json',
  time_zone: 'UTC',
  digest: '0',
  received_at: '2024-01-15T10:30:00.000Z',
  traceparent: '00-1-2-03',
  warnings: [],
};
const review: PatientReview = {
  ...id,
  held_at: '2024-01-15T10:31:00.000Z',
  sent: { id: 'EXT-1', name: 'M Garcia\u001b[2J', birth_date: '1990-07-22' },
  candidates: [
    { patient_id: 'P1', basis: 'likeness', likeness: 0.8, name: 'alike', birth_date: 'same', sex: 'unknown' },
  ],
};
const patient: Patient = {
  patient_id: 'P1',
  given_name: 'Maria',
  family_name: 'Garcia',
  birth_date: '1990-07-22',
  email_notifications: true,
};

/** Stores in memory, and what was done and printed, in its order. */
const createDesk = (faults: Partial<Stores> & { linkPatient?: () => Promise<void> } = {}) => {
  const deeds: string[] = [];
  const { linkPatient, ...others } = faults;
  let standing: PatientDecision | undefined;
  const output = createOutput(
    {
      env: {},
      user: 'nurse',
      stdout: { write: (text) => deeds.push(`shown ${text.trim()}`) },
      stderr: { write: (text) => deeds.push(`warned ${text.trim()}`) },
    },
    false,
  );
  const stores: Stores = {
    reviews: {
      held: async () => ({ items: [] }),
      find: async () => ({ submission, review, ...(standing && { decision: standing }) }),
      decide: async ({ patient_id, new_patient, decided_by }) => {
        deeds.push('decided');
        const whose = new_patient ? review.sent.id : patient_id;
        standing ??= {
          ...id,
          ...(whose !== undefined && { patient_id: whose }),
          basis: 'staff',
          decided_at: '2024-01-15T11:00:00.000Z',
          decided_by,
        };
        return standing;
      },
      linkPatient: linkPatient ?? (async () => void deeds.push('linked')),
    },
    findPatient: async (patient_id) => (patient_id === 'P1' ? patient : undefined),
    appendAudit: async (entry) => {
      deeds.push(`on record with ${entry.patient_id}`);
      return { ...entry, sequence: 1, previous_hash: '', hash: '' };
    },
    announce: async (message) => void deeds.push(`announced ${JSON.stringify(message)}`),
    ...others,
  };
  const context = { stores, output, by: 'Ann', isSure: true, ask: undefined };
  return {
    deeds,
    show: () => showReview(stores, id, 'Ann', output),
    decide: (choice: Choice) => decideReview(context, id, choice),
    shown: () => deeds.filter((deed) => deed.startsWith('shown')).join('\n'),
  };
};

const released: Choice = { patient_id: 'P1', always: false };

test('What is decided is sent on its way at once, under the trace of its delivery', async () => {
  const desk = createDesk();
  await desk.decide(released);
  expect(desk.deeds).toContain(
    'announced {"kind":"submission","result_id":"r","submission_id":"s","traceparent":"00-1-2-03"}',
  );
  expect(desk.deeds.indexOf('decided')).toBeLessThan(desk.deeds.findIndex((deed) => /^announced/.test(deed)));
});

test('When the queue does not answer, then the decision stands, and that it takes longer is told', async () => {
  const desk = createDesk({ announce: () => Promise.reject(new UnavailableError()) });
  await desk.decide(released);
  expect(desk.deeds.join()).toContain('goes on by itself');
  expect(desk.shown()).toContain("It is P1's, by Ann");
});

test.each(['show', 'decide'] as const)(
  'When a look cannot be put on record (%s), then nothing is shown and nothing is decided',
  async (command) => {
    const desk = createDesk({ appendAudit: () => Promise.reject(new UnavailableError()) });
    await expect(desk[command](released)).rejects.toThrow(UnavailableError);
    expect(desk.deeds).toEqual([]);
  },
);

test.each(['show', 'decide'] as const)(
  'A look is on record before anything is shown (%s), and nothing shown steers the terminal',
  async (command) => {
    const desk = createDesk();
    await desk[command](released);
    expect(desk.deeds[0]).toBe('on record with P1');
    expect(desk.shown()).toContain('Maria Garcia');
    expect(desk.shown()).not.toContain('\u001b');
  },
);

test('When the id of the lab cannot be linked, then it is released all the same, and that is told', async () => {
  const fault = new InvalidInputError('The id is itself that of a registered patient.', []);
  const desk = createDesk({ linkPatient: () => Promise.reject(fault) });
  await expect(desk.decide({ patient_id: 'P1', always: true })).rejects.toThrow(/It is released; .*itself/);
  expect(desk.deeds).toContain('decided');
});

test('Somebody who is not registered yet is released to under the id of the report, and no one else is looked at', async () => {
  const desk = createDesk();
  await desk.decide('new');
  expect(desk.shown()).toContain("It is EXT-1's, by Ann");
  expect(desk.deeds.join()).not.toContain('on record');
});

test('When it was decided before, then nothing is shown of anybody, and another decision is refused', async () => {
  const desk = createDesk();
  await desk.decide('nobody');
  const before = desk.deeds.length;
  await expect(desk.decide(released)).rejects.toThrow("It was decided already: nobody's, by Ann");
  expect(desk.deeds).toHaveLength(before);
});
