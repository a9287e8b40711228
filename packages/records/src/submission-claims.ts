import { idempotencyIdOf, receiptIdOf } from '@labsecure/contracts/identity';
import type { openTable } from './table.ts';

/**
 * What is said once of a body, by whoever is first. It lies beside the submissions, under ids that are no result's.
 * @param submissions the table
 */
export const createSubmissionClaims = (submissions: ReturnType<typeof openTable>) => ({
  /**
   * Binds an Idempotency-Key to the body it was first used with.
   * @param digest SHA-256 of the body
   * @returns `taken` when the key was used with another body
   */
  async claimIdempotencyKey(lab_id: string, key: string, digest: string): Promise<'ours' | 'taken'> {
    const ours = await submissions.put(
      { result_id: idempotencyIdOf(lab_id, key), submission_id: 'idempotency', digest },
      {
        when: 'attribute_not_exists(result_id) OR digest = :digest',
        values: { ':digest': digest },
      },
    );
    return ours ? 'ours' : 'taken';
  },

  /**
   * When a body was first received: whoever is first to say so says it for good.
   * @param digest SHA-256 of the body
   * @param received_at of this receipt (RFC 3339)
   */
  async firstReceiptOf(lab_id: string, digest: string, received_at: string): Promise<string> {
    const key = { result_id: receiptIdOf(lab_id, digest), submission_id: 'receipt' };
    const receipt = { ...key, first_received_at: received_at };
    if (await submissions.put(receipt, { when: 'attribute_not_exists(result_id)' })) return received_at;
    const first = await submissions.get<typeof receipt>(key);
    return first?.first_received_at ?? received_at;
  },
});
