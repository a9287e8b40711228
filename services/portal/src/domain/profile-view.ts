import type { Patient } from '@labsecure/contracts/patients';
import type { AuditEntry, ResultListItem } from '@labsecure/contracts/records';
import { longDate } from './calendar.ts';
import { type Looked, lookedAt } from './looked-at.ts';

interface Fact {
  term: string;
  text: string;
}

export interface ProfileView {
  person: Fact[];
  contact: Fact[];
  email?: string | undefined;
  emailOn: boolean;
  looked: Looked[];
  /** Whether there is more than what is shown. */
  more: boolean;
  /** Whether a change was made a moment ago. */
  saved: boolean;
}

const sexWords: Record<string, string> = { M: 'Male', F: 'Female', O: 'Other' };

const present = (term: string, text: string | undefined): Fact[] =>
  text === undefined || text === '' ? [] : [{ term, text }];

export interface ProfileData {
  patient: Patient;
  /** Newest first. */
  entries: AuditEntry[];
  /** How many entries were asked for. */
  limit: number;
  /** To call results by their names. */
  results: ResultListItem[];
  saved: boolean;
}

/** A patient's own page as it is read. */
export const profileOf = ({ patient, entries, limit, results, saved }: ProfileData): ProfileView => {
  const names = new Map(
    results.map(({ result_id, panel, collected_at }) => [
      result_id,
      `${panel.name}, ${longDate(collected_at)}`,
    ]),
  );
  return {
    person: [
      ...present('Name', `${patient.given_name} ${patient.family_name}`),
      ...present('Date of birth', patient.birth_date && longDate(patient.birth_date)),
      ...present('Sex on record', patient.sex && sexWords[patient.sex]),
      ...present('Patient number', patient.patient_id),
    ],
    contact: [...present('E-mail', patient.email), ...present('Phone', patient.phone)],
    email: patient.email,
    emailOn: patient.email_notifications,
    looked: lookedAt(entries, patient.subject, (result_id) => names.get(result_id)),
    more: entries.length >= limit && (entries.at(-1)?.sequence ?? 1) > 1,
    saved,
  };
};
