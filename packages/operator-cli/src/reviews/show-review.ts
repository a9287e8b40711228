import { RefusedError } from '../shared/errors.ts';
import type { Output } from '../shared/output.ts';
import { type Looked, lookAt } from './look-at.ts';
import { candidateLines, headLines, sentLines } from './review-lines.ts';
import type { Stores } from './stores.ts';

/** Which held submission is meant. */
export interface ReviewId {
  result_id: string;
  submission_id: string;
}

/** @throws RefusedError when it was never held */
export const needReview = async (
  { reviews }: Pick<Stores, 'reviews'>,
  { result_id, submission_id }: ReviewId,
) => {
  const found = await reviews.find(result_id, submission_id);
  if (found === undefined)
    throw new RefusedError('There is no such submission that is held; see reviews list.');
  return found;
};

/** `reviews show`: all who it may be are looked up, and that is put on record with each, before anything is shown. */
export const showReview = async (stores: Stores, id: ReviewId, by: string, output: Output): Promise<void> => {
  const { submission, review, decision } = await needReview(stores, id);
  const candidates: Looked[] = [];
  for (const { patient_id } of review.candidates)
    candidates.push(await lookAt(stores, review, patient_id, by));
  const { lab_id, received_at } = submission;
  output.tell(
    {
      event: 'review',
      ...id,
      lab_id,
      received_at,
      held_at: review.held_at,
      sent: review.sent,
      candidates,
      decision,
    },
    [
      ...headLines(submission, review, decision),
      '',
      ...sentLines(review),
      ...candidates.flatMap((looked) => ['', ...candidateLines(looked)]),
      ...(candidates.length === 0
        ? ['', 'Not everybody was compared, so many are alike: look in the registry.']
        : []),
    ],
  );
};
