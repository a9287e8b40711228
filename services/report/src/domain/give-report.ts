import type { ReportAnswer } from '@labsecure/contracts/api';
import { NotFoundError } from '@labsecure/contracts/errors';
import type { Patient } from '@labsecure/contracts/patients';
import type { AuditEntry, ResultVersion } from '@labsecure/contracts/records';
import { createSingleFlight } from './single-flight.ts';

/** A document put together, and not rendered yet. */
export interface Composed {
  /** SHA-256 of all that it says: two documents with the same one are the same document. */
  fingerprint: string;
  render: () => Promise<Uint8Array>;
}

export interface ReportStore {
  has: (key: string) => Promise<boolean>;
  put: (key: string, pdf: Uint8Array) => Promise<void>;
  linkTo: (key: string, fileName: string) => Promise<ReportAnswer>;
}

export interface GiveReportPorts {
  patientOf: (subject: string) => Promise<Patient | undefined>;
  /** The patient's own current version of a result, read consistently. */
  currentResult: (patient_id: string, result_id: string) => Promise<ResultVersion | undefined>;
  compose: (version: ResultVersion, patient: Patient) => Composed;
  store: ReportStore;
  appendAudit: (entry: Omit<AuditEntry, 'sequence' | 'previous_hash' | 'hash'>) => Promise<unknown>;
}

export interface ReportRequest {
  /** The login of the person who asks. */
  subject: string;
  result_id: string;
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/**
 * A version has one address, whoever asks and however often. The fingerprint stands for the version, for the patient's
 * own data on it, and for the way it is set: whichever changes, a new document is made and no old one is given out.
 */
const reportKeyOf = ({ patient_id, result_id }: ResultVersion, fingerprint: string): string =>
  `reports/${patient_id}/${result_id}/${fingerprint}.pdf`;

/** Says nothing of what is in it: file names show up in folders, backups and mail attachments. */
const fileNameOf = ({ result_id }: ResultVersion): string => `lab-report-${result_id.slice(0, 8)}.pdf`;

/**
 * Gives a patient the link to their report: makes the document when nobody has asked for this version before, and leaves
 * a record of the access before there is anything to open.
 */
export const createGiveReport = ({
  patientOf,
  currentResult,
  compose,
  store,
  appendAudit,
}: GiveReportPorts) => {
  const oneAtATime = createSingleFlight();

  const ensureStored = (key: string, document: Composed): Promise<void> =>
    oneAtATime(key, async () => {
      if (!(await store.has(key))) await store.put(key, await document.render());
    });

  /** @throws NotFoundError alike for an id that is malformed, unknown, withdrawn from this patient, or another's */
  return async ({ subject, result_id }: ReportRequest): Promise<ReportAnswer> => {
    const patient = await patientOf(subject);
    if (!patient || !uuid.test(result_id)) throw new NotFoundError();
    const version = await currentResult(patient.patient_id, result_id);
    if (!version) throw new NotFoundError();

    const document = compose(version, patient);
    const key = reportKeyOf(version, document.fingerprint);
    await ensureStored(key, document);

    await appendAudit({
      patient_id: patient.patient_id,
      at: new Date().toISOString(),
      actor_id: subject,
      actor_kind: 'patient',
      actor_name: `${patient.given_name} ${patient.family_name}`,
      action: 'DOWNLOAD_REPORT',
      result_id,
      channel: 'report',
    });
    return store.linkTo(key, fileNameOf(version));
  };
};
export type GiveReport = ReturnType<typeof createGiveReport>;
