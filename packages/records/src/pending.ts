import { createHash } from 'node:crypto';

/** The partitions of the index of unfinished submissions; the reconciler goes through all of them. */
export const pendingShards = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'] as const;
export type PendingShard = (typeof pendingShards)[number];

/** Spreads the index's writes: one partition would bound the whole intake. */
export const pendingShardOf = (resultId: string): PendingShard => {
  const byte = createHash('sha256').update(resultId).digest().readUInt8(0);
  return pendingShards[byte % pendingShards.length] ?? 'p0';
};

/** In the same index, the partition of what waits for staff: the reconciler sends nothing of it again. */
export const heldShard = 'held';

/** Where the state of a submission lies, beside its fact: one query reads both. */
export const stateKeyOf = (result_id: string, submission_id: string) => ({
  result_id,
  submission_id: `${submission_id}#state`,
});

/** Where it lies whose result a submission is: decided, or held for staff to decide. */
export const patientKeyOf = (result_id: string, submission_id: string) => ({
  result_id,
  submission_id: `${submission_id}#patient`,
});

/** Where it lies what staff need to decide that. */
export const reviewKeyOf = (result_id: string, submission_id: string) => ({
  result_id,
  submission_id: `${submission_id}#review`,
});
