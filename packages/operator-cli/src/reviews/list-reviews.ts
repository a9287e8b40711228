import type { HeldSubmission } from '@labsecure/records/reviews';
import type { Output } from '../shared/output.ts';
import { aligned } from '../shared/table.ts';
import type { Stores } from './stores.ts';

const pageSize = 100;

async function* heldIn({ reviews }: Pick<Stores, 'reviews'>): AsyncGenerator<HeldSubmission> {
  let after: string | undefined;
  do {
    const page = await reviews.held({ limit: pageSize, after });
    yield* page.items;
    after = page.after;
  } while (after !== undefined);
}

const heading = ['RESULT', 'SUBMISSION', 'LAB', 'HELD SINCE'];

/** `reviews list`: what waits, longest waiting first, and nothing about anybody. */
export const listReviews = async (stores: Stores, output: Output, isJson: boolean): Promise<void> => {
  const rows: string[][] = [];
  for await (const { submission, review } of heldIn(stores)) {
    const { result_id, submission_id, lab_id } = submission;
    const { held_at } = review;
    if (isJson) output.tell({ event: 'held', result_id, submission_id, lab_id, held_at }, []);
    else rows.push([result_id, submission_id, lab_id, held_at]);
  }
  if (!isJson)
    output.tell({ event: 'reviews' }, rows.length > 0 ? aligned([heading, ...rows]) : ['Nothing is held.']);
};
