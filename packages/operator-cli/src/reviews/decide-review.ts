import { LabSecureError } from '@labsecure/contracts/errors';
import type { PatientDecision, PatientReview } from '@labsecure/contracts/patients';
import type { Submission } from '@labsecure/contracts/records';
import { RefusedError, UsageError } from '../shared/errors.ts';
import type { Output } from '../shared/output.ts';
import type { World } from '../shared/world.ts';
import { lookAt } from './look-at.ts';
import { candidateLines, decisionText, sentLines } from './review-lines.ts';
import { needReview, type ReviewId } from './show-review.ts';
import type { Stores } from './stores.ts';

/** Whose it is said to be: a patient, somebody who is not registered yet, or nobody. */
export type Choice = { patient_id: string; always: boolean } | 'new' | 'nobody';

export interface DecideContext {
  stores: Stores;
  output: Output;
  /** Who decides. */
  by: string;
  /** Without being asked. */
  isSure: boolean;
  ask: World['ask'];
}

const isPatient = (choice: Choice): choice is Exclude<Choice, string> => typeof choice !== 'string';

/** Before anything is shown. */
const needAnswer = ({ isSure, ask }: DecideContext): void => {
  if (!isSure && !ask) throw new UsageError('There is no terminal to ask on: --yes says that you are sure.');
};

/** @throws RefusedError when they do not say yes */
const confirm = async ({ isSure, ask }: DecideContext, question: string): Promise<void> => {
  if (isSure) return;
  if (!/^y(es)?$/i.test(((await ask?.(`${question} [y/N] `)) ?? '').trim()))
    throw new RefusedError('Nothing was decided.');
};

/** What agrees and what does not is before whoever decides, on record with the patient. */
const showChosen = async (context: DecideContext, review: PatientReview, choice: Choice): Promise<void> => {
  const { stores, output, by } = context;
  if (choice === 'nobody') return;
  if (!isPatient(choice)) {
    output.tell({ event: 'sent', sent: review.sent }, sentLines(review));
    return;
  }
  const looked = await lookAt(stores, review, choice.patient_id, by);
  if (!looked.patient) throw new RefusedError(`There is no patient ${choice.patient_id}.`);
  output.tell({ event: 'compared', sent: review.sent, ...looked }, [
    ...sentLines(review),
    '',
    ...candidateLines(looked),
  ]);
};

const questionOf = (choice: Choice): string => {
  if (isPatient(choice)) return `Release it to ${choice.patient_id}, for good?`;
  return choice === 'new'
    ? 'Register this person under the id of the report, and release it to them, for good?'
    : "Say that it is nobody's, for good? The laboratory is told that it was rejected.";
};

/** @throws RefusedError when somebody else decided otherwise before */
const refuseOtherDecision = (standing: PatientDecision, choice: Choice, by: string): void => {
  const { patient_id, decided_by } = standing;
  const isSame =
    choice === 'new'
      ? patient_id !== undefined && decided_by === by
      : patient_id === (isPatient(choice) ? choice.patient_id : undefined);
  if (!isSame) throw new RefusedError(`It was decided already: ${decisionText(standing)}.`);
};

/** What is decided stands: that it goes on is only a matter of when. */
const goOn = async (
  { stores, output }: DecideContext,
  { result_id, submission_id, traceparent }: Submission,
) => {
  const trace = traceparent === undefined ? {} : { traceparent };
  try {
    await stores.announce({ kind: 'submission', result_id, submission_id, ...trace });
  } catch {
    output.warn('The queue does not answer; it goes on by itself within some minutes.');
  }
};

const link = async (
  context: DecideContext,
  lab_id: string,
  sent_id: string,
  patient_id: string,
): Promise<void> => {
  const { stores, output, by } = context;
  try {
    await stores.reviews.linkPatient(lab_id, sent_id, patient_id, by);
  } catch (error) {
    if (!(error instanceof LabSecureError) || error.retryable) throw error;
    throw new RefusedError(`It is released; for the next ones nothing was kept: ${error.message}`);
  }
  output.tell({ event: 'linked', lab_id, patient_id }, [
    `From now on this id of ${lab_id} stands for ${patient_id}.`,
  ]);
};

/**
 * `reviews release` and `reviews refuse`. May be repeated.
 * @throws RefusedError when it was never held, there is no such patient, somebody decided otherwise, or the answer is no
 */
export const decideReview = async (context: DecideContext, id: ReviewId, choice: Choice): Promise<void> => {
  const { stores, output, by } = context;
  const { submission, review, decision } = await needReview(stores, id);
  if (decision === undefined) {
    needAnswer(context);
    await showChosen(context, review, choice);
    await confirm(context, questionOf(choice));
  }
  const whose = isPatient(choice) ? { patient_id: choice.patient_id } : { new_patient: choice === 'new' };
  const standing = decision ?? (await stores.reviews.decide({ ...id, ...whose, decided_by: by }));
  refuseOtherDecision(standing, choice, by);
  await goOn(context, submission);
  output.tell({ event: 'decided', ...standing }, [`It is ${decisionText(standing)}.`]);
  if (isPatient(choice) && choice.always)
    await link(context, submission.lab_id, review.sent.id, choice.patient_id);
};
