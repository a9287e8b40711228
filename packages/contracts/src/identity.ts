import { createHash } from 'node:crypto';
import { v5 as nameBasedUuid } from 'uuid';
import type { CanonicalReport } from './canonical-report.ts';
import { plainWords } from './plain-words.ts';

/** Namespace of every name-based UUID (RFC 9562, version 5) this system makes. Never change it: ids follow from it. */
const namespace = '6f1d9f5e-3f0b-5d0a-9c61-0a4f4c1f7b52';

/** JSON, so that no choice of parts can be mistaken for another. */
const idOf = (...parts: string[]): string => nameBasedUuid(JSON.stringify(parts), namespace);

/** SHA-256 of the bytes, lower-case hex. */
export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/**
 * The digest that stands for one of several results in a body: the first has the body's own.
 * @param entry its place among them, from 0
 */
export const digestOfEntry = (digest: string, entry: number): string =>
  entry === 0 ? digest : digestOf(Buffer.from(JSON.stringify([digest, entry])));

/** The same for the Idempotency-Key, which holds no space by itself. */
export const idempotencyKeyOfEntry = (key: string, entry: number): string =>
  entry === 0 ? key : `${key} ${entry}`;

/**
 * What a panel goes by in the id of a result: one the catalogue knows by its id; any other by the lab's code for it, or
 * without a code by its name, however they are written. All that have neither are one.
 */
export const panelKeyOf = ({ id, code, name }: CanonicalReport['panel']): string => {
  const words = plainWords(code ?? '') || plainWords(name ?? '');
  return id !== 'other' || words === '' || words === 'other' ? id : `other ${words}`;
};

/** A place that two results of one body must not share, for each would replace the other; none without an accession number. */
export const claimOf = ({ accession_number, panel }: Pick<CanonicalReport, 'accession_number' | 'panel'>) =>
  accession_number ? JSON.stringify([accession_number, panelKeyOf(panel)]) : undefined;

export interface ResultIdentity {
  lab_id: string;
  panel: CanonicalReport['panel'];
  accession_number?: string | undefined;
  idempotency_key?: string | undefined;
  /** SHA-256 of its bytes, hex. */
  digest: string;
}

/** The id of a result: a retry gets the same one without anything being looked up (design, section 4). */
export const resultIdOf = (result: ResultIdentity): string => {
  if (result.accession_number)
    return idOf('accession', result.lab_id, result.accession_number, panelKeyOf(result.panel));
  if (result.idempotency_key) return idOf('key', result.lab_id, result.idempotency_key);
  return idOf('body', result.lab_id, result.digest);
};

/** The id of one delivery of a result. */
export const submissionIdOf = (resultId: string, digest: string): string =>
  idOf('submission', resultId, digest);

/** The id under which the use of an Idempotency-Key is remembered. */
export const idempotencyIdOf = (labId: string, key: string): string => idOf('idempotency', labId, key);

/** The id under which the first receipt of a body is remembered. */
export const receiptIdOf = (labId: string, digest: string): string => idOf('receipt', labId, digest);

/** One event per visible version, so one e-mail. */
export const visibleEventIdOf = (resultId: string, version: string): string =>
  idOf('visible', resultId, version);

/** One event per submission that ended without a version. */
export const endedEventIdOf = (submissionId: string): string => idOf('ended', submissionId);

/** One event per submission that waits for staff. */
export const heldEventIdOf = (submissionId: string): string => idOf('held', submissionId);

/** One event per file put in quarantine, whole or in part. The digest is of its bytes. */
export const quarantineEventIdOf = (key: string, digest: string): string => idOf('quarantine', key, digest);

/** Under which it is kept who is meant when a lab sends this patient id. */
export const patientLinkIdOf = (labId: string, sentId: string): string => idOf('patient-link', labId, sentId);

/**
 * Where the bytes of a submission are kept. The date is the report's own, in UTC, so that a retry after midnight
 * writes the same object again and not a second one.
 */
export const rawKeyOf = (parts: {
  lab_id: string;
  reported_at: string;
  result_id: string;
  digest: string;
  extension: string;
}): string => {
  const day = new Date(parts.reported_at).toISOString().slice(0, 10).replaceAll('-', '/');
  return `raw/${parts.lab_id}/${day}/${parts.result_id}/${parts.digest}.${parts.extension}`;
};
