import type { Submission, SubmissionState } from '@labsecure/contracts/records';
import { decodeHistoryCursor, encodeHistoryCursor } from './history-cursor.ts';
import { createStateReader } from './state-reader.ts';
import { readFact, type StoredFact } from './stored-submission.ts';
import { openTable, type RecordsOptions } from './table.ts';

export interface SubmissionWithState {
  submission: Submission;
  /** Absent: received, and no worker has touched it yet. */
  state?: SubmissionState;
}

export interface SubmissionHistory {
  items: SubmissionWithState[];
  /** Hand it back to get the next page; absent on the last one. */
  after?: string;
}

/**
 * What a lab sent, newest first by its latest delivery. Which there are comes from an index, so one that was received a
 * moment ago may be missing; their states are read by key.
 * @returns a function of a page of 1 to 100 items, which throws InvalidInputError (400, E_CURSOR) when `after` is not one
 * it gave
 */
export const createLabHistory = (options: RecordsOptions) => {
  const submissions = openTable(options, 'submissions');
  const statesOf = createStateReader(options);

  return async (
    lab_id: string,
    page: { limit: number; after?: string | undefined },
  ): Promise<SubmissionHistory> => {
    const { items, more } = await submissions.page<StoredFact>({
      IndexName: 'by-lab',
      KeyConditionExpression: 'lab_id = :lab',
      ExpressionAttributeValues: { ':lab': lab_id },
      ScanIndexForward: false,
      // One more than asked for, so that a last page that is exactly full does not promise another.
      Limit: page.limit + 1,
      // Whose submissions these are is never in the cursor.
      ...(page.after !== undefined && {
        ExclusiveStartKey: { lab_id, ...decodeHistoryCursor(page.after) },
      }),
    });
    const shown = items.flatMap((item) => readFact(item) ?? []).slice(0, page.limit);
    const states = await statesOf(shown);
    const last = shown.at(-1);
    const goesOn = last !== undefined && (more || items.length > shown.length);
    return {
      items: shown.map((submission, index) => {
        const state = states[index];
        return { submission, ...(state && { state }) };
      }),
      ...(goesOn && { after: encodeHistoryCursor(last) }),
    };
  };
};
