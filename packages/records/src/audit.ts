import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '@labsecure/contracts/errors';
import type { AuditEntry } from '@labsecure/contracts/records';
import { beginning, chained, follows, type Link, type NewAuditEntry } from './audit-chain.ts';
import { openTable, type RecordsOptions } from './table.ts';

const maxTries = 20;
const slowestRetryMs = 400;

export interface Verdict {
  ok: boolean;
  /** The first sequence number at which the chain does not hold. */
  brokenAt?: number;
}

/**
 * Who read whose data: one chain per patient, each entry holding the hash of the one before; and one per result that labs
 * asked after while it was nobody's.
 */
export const createAudit = (options: RecordsOptions) => {
  const audit = openTable(options, 'audit');

  const newestOf = async (patient_id: string, limit: number): Promise<AuditEntry[]> => {
    const { items } = await audit.page<AuditEntry>({
      KeyConditionExpression: 'patient_id = :patient',
      ExpressionAttributeValues: { ':patient': patient_id },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    });
    return items;
  };

  return {
    /**
     * Adds an entry at the end. Whoever gets to the next number first has it; the others try the one after.
     * @throws UnavailableError when no number could be had; nothing may be shown then
     */
    async append(entry: NewAuditEntry): Promise<AuditEntry> {
      for (let tries = 0; tries < maxTries; tries++) {
        const [head = beginning] = await newestOf(entry.patient_id, 1);
        const next = chained(entry, head);
        if (await audit.put(next, { when: 'attribute_not_exists(patient_id)' })) return next;
        await sleep(Math.random() * Math.min(slowestRetryMs, 5 * 2 ** tries));
      }
      throw new UnavailableError('The audit record cannot be written at the moment.');
    },

    /** The latest entries, newest first. */
    ofPatient: (patient_id: string, { limit }: { limit: number }): Promise<AuditEntry[]> =>
      newestOf(patient_id, limit),

    /** Walks the whole chain. Entries cut off at its end leave no trace in it: that takes a copy to compare with. */
    async verify(patient_id: string): Promise<Verdict> {
      let previous: Link = beginning;
      const entries = audit.walk<AuditEntry>({
        KeyConditionExpression: 'patient_id = :patient',
        ExpressionAttributeValues: { ':patient': patient_id },
        ConsistentRead: true,
      });
      for await (const entry of entries) {
        if (!follows(entry, previous)) return { ok: false, brokenAt: previous.sequence + 1 };
        previous = entry;
      }
      return { ok: true };
    },
  };
};
export type Audit = ReturnType<typeof createAudit>;
