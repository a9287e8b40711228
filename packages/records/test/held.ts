import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { PatientReview } from '@labsecure/contracts/patients';
import { createPatientDecisions } from '../src/patient-decisions.ts';
import { createPatients } from '../src/patients.ts';
import { pendingShards } from '../src/pending.ts';
import { createReviews, type StaffDecision } from '../src/reviews.ts';
import { createSubmissionStates } from '../src/submission-states.ts';
import { createSubmissions } from '../src/submissions.ts';
import { intercept } from './intercept.ts';
import { aSubmission } from './samples.ts';
import { startTables } from './tables.ts';

/** What a lab is told of a submission that waits. */
export const waits = { pointer: '/patient_id', code: 'W_PATIENT_REVIEW', message: 'It waits.' };

/** Who decides. */
export const staff = { decided_by: 'staff-1' };

/** Tables with one registered patient, P-1, and submissions that wait for staff to say whether they are theirs. */
export const startHeld = async () => {
  const options = await startTables();
  const submissions = createSubmissions(options);
  const states = createSubmissionStates(options);
  const decisions = createPatientDecisions(options);
  const reviews = createReviews(options);
  const patients = createPatients(options);

  await patients.put({
    patient_id: 'P-1',
    given_name: 'John',
    family_name: 'Smith',
    email_notifications: true,
  });

  /** Received, and nobody has looked yet whose it is. */
  const recorded = async (over: Parameters<typeof aSubmission>[0] = {}) => {
    const submission = aSubmission({ patient_id: randomUUID(), ...over });
    await submissions.record(submission);
    const { result_id, submission_id } = submission;
    const review: PatientReview = {
      result_id,
      submission_id,
      held_at: '2024-01-15T15:00:01.000Z',
      sent: { id: submission.patient_id, name: 'Smith, J', birth_date: '1985-03-15' },
      candidates: [
        {
          patient_id: 'P-1',
          basis: 'likeness',
          likeness: 0.85,
          name: 'alike',
          birth_date: 'same',
          sex: 'unknown',
        },
      ],
    };
    return { submission, review, ids: { result_id, submission_id } };
  };
  /** It waits for staff. */
  const held = async (over: Parameters<typeof aSubmission>[0] = {}) => {
    const one = await recorded(over);
    await decisions.hold(one.review);
    await states.hold(one.ids.result_id, one.ids.submission_id, [waits]);
    return one;
  };
  /** Staff decide, and are cut off before it is sent on. */
  const decideCutOff = async (decision: Omit<StaffDecision, 'decided_by'>): Promise<void> => {
    const dying = intercept(options, async (command, pass) => {
      if (command instanceof UpdateCommand) throw new Error('The connection broke.');
      return pass();
    });
    const broken = await createReviews(dying)
      .decide({ ...decision, ...staff })
      .catch(String);
    if (broken !== 'Error: The connection broke.') throw new Error('They were not cut off.');
  };
  /** What staff see. */
  const allHeld = async (from = reviews): Promise<string[]> => {
    const { items } = await from.held({ limit: 100 });
    return items.map(({ submission }) => submission.submission_id);
  };
  /** What the reconciler sees. */
  const pending = async (): Promise<string[]> => {
    const all = await Promise.all(pendingShards.map((shard) => submissions.pendingBefore('2099', shard)));
    return all.flat().map(({ submission_id }) => submission_id);
  };
  return {
    options,
    submissions,
    states,
    decisions,
    reviews,
    patients,
    recorded,
    held,
    decideCutOff,
    allHeld,
    pending,
  };
};
