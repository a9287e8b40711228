import { setTimeout as pause } from 'node:timers/promises';
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { UnavailableError } from '@labsecure/contracts/errors';
import type { Submission, SubmissionState } from '@labsecure/contracts/records';
import { resourceName } from '@labsecure/contracts/resources';
import { stateKeyOf } from './pending.ts';
import { readState, type StoredState } from './stored-submission.ts';
import type { RecordsOptions } from './table.ts';

type Key = ReturnType<typeof stateKeyOf>;

const attempts = 5;
const nameOf = ({ result_id, submission_id }: Key): string => `${result_id} ${submission_id}`;

/**
 * The states of up to 100 submissions, consistently, in their order; undefined where no worker has begun.
 * @throws UnavailableError when DynamoDB did not read them all in time
 */
export const createStateReader = ({ documents, prefix }: RecordsOptions) => {
  const table = resourceName(prefix, 'submissions');

  return async (submissions: Submission[]): Promise<(SubmissionState | undefined)[]> => {
    const keys = submissions.map(({ result_id, submission_id }) => stateKeyOf(result_id, submission_id));
    const states = new Map<string, SubmissionState | undefined>();
    let left: Record<string, unknown>[] = keys;
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === attempts) throw new UnavailableError();
      if (attempt > 0) await pause(25 * 2 ** attempt * (1 + Math.random()));
      const RequestItems = { [table]: { Keys: left, ConsistentRead: true } };
      const answer = await documents.send(new BatchGetCommand({ RequestItems }));
      for (const item of (answer.Responses?.[table] ?? []) as StoredState[]) {
        states.set(nameOf(item), readState(item));
      }
      left = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return keys.map((key) => states.get(nameOf(key)));
  };
};
