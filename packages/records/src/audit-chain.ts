import { createHash } from 'node:crypto';
import type { AuditEntry } from '@labsecure/contracts/records';

/** What the next entry refers to. */
export type Link = Pick<AuditEntry, 'sequence' | 'hash'>;

/**
 * In place of a patient id, for looks at a result that is nobody's (yet). The sign is in no patient id, so that such a
 * chain is in nobody's profile.
 */
export const chainOfResult = (result_id: string): string => `result#${result_id}`;

/** What stands before the first entry. */
export const beginning: Link = { sequence: 0, hash: '0'.repeat(64) };

/** An entry as its writer knows it, before it has a place in the chain. */
export type NewAuditEntry = Omit<AuditEntry, 'sequence' | 'previous_hash' | 'hash'>;

/** SHA-256 of the entry without its own hash, as JSON with sorted keys. */
const hashOf = ({ hash: _own, ...entry }: Omit<AuditEntry, 'hash'> & { hash?: string }): string =>
  createHash('sha256')
    .update(JSON.stringify(entry, Object.keys(entry).sort()))
    .digest('hex');

/** The entry in its place after another. */
export const chained = (entry: NewAuditEntry, previous: Link): AuditEntry => {
  const placed = { ...entry, sequence: previous.sequence + 1, previous_hash: previous.hash };
  return { ...placed, hash: hashOf(placed) };
};

/** Whether the entry is what it was when it was written, and stands where it stood. */
export const follows = (entry: AuditEntry, previous: Link): boolean =>
  entry.sequence === previous.sequence + 1 &&
  entry.previous_hash === previous.hash &&
  entry.hash === hashOf(entry);
