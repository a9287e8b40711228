import type { CanonicalObservation, CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import type { ResultStatus } from '@labsecure/contracts/vocabulary';
import type { LabProfile } from '../profile.ts';
import { type Fact, type ReportField, type Source, tellAt } from './fact.ts';
import { isPatientId, patientIdFault } from './patient-id.ts';
import { timesFrom } from './times.ts';
import { panelNamed, panelSaid, sexNamed, statusNamed } from './words.ts';
import { readDay } from './written-date.ts';

type Said = Source<ReportField>;

/** Absent means final. */
export const statusFrom = (fact: Fact | undefined, problems: Problem[]): ResultStatus | undefined => {
  if (fact === undefined) return 'final';
  const fault = 'send one of preliminary, final, corrected, amended, cancelled.';
  return statusNamed(fact.text) ?? tellAt(fact, problems, 'E_STATUS', fault);
};

const patientIdFrom = ({ facts, where }: Said, problems: Problem[]): string | undefined => {
  const fact = facts.patient_id;
  if (fact === undefined) {
    return tellAt(where('patient_id'), problems, 'E_REQUIRED', "is required: the patient's id.");
  }
  if (isPatientId(fact.text)) return fact.text;
  return tellAt(fact, problems, 'E_VALUE', patientIdFault);
};

const demographicsFrom = ({ facts }: Said, profile: LabProfile, problems: Problem[]) => {
  const parts = [facts.first_name?.text, facts.last_name?.text].filter((part) => part !== undefined);
  const name = facts.patient_name?.text ?? (parts.join(' ') || undefined);
  const born = facts.birth_date && readDay(facts.birth_date.text, profile);
  if (facts.birth_date && (born === undefined || born === 'ambiguous')) {
    tellAt(facts.birth_date, problems, 'E_DEMOGRAPHICS', 'not a date for sure; send YYYY-MM-DD.');
  }
  const sex = facts.sex && sexNamed(facts.sex.text);
  if (facts.sex && sex === undefined) {
    tellAt(facts.sex, problems, 'E_DEMOGRAPHICS', 'send one of M, F, O, U.');
  }
  return { ...(name !== undefined && { name }), ...(born && { birth_date: born }), ...(sex && { sex }) };
};

const panelFrom = ({ facts }: Said, problems: Problem[]): CanonicalReport['panel'] => {
  const byCode = facts.panel && panelNamed(facts.panel.text);
  const byName = facts.panel_name && panelNamed(facts.panel_name.text);
  if (facts.panel && byCode && byName && byCode !== byName) {
    tellAt(facts.panel, problems, 'E_TEST_TYPE', 'the code and the name are of two different panels.');
  }
  return panelSaid(facts.panel?.text, facts.panel_name?.text);
};

const providerFrom = ({ facts: { physician, npi } }: Said, problems: Problem[]) => {
  if (npi && !/^\d{10}$/.test(npi.text)) tellAt(npi, problems, 'W_NPI', 'not ten digits; kept as sent.');
  return physician && { name: physician.text, ...(npi && { npi: npi.text }) };
};

/** What is known besides: it stands elsewhere in the body, or is settled over many rows. */
export interface Settled {
  /** Of the whole; undefined where it could not be read. */
  status: ResultStatus | undefined;
  observations: CanonicalObservation[];
  notes?: string[];
  members?: NonNullable<NonNullable<CanonicalReport['pointers']>['members']> | undefined;
}

/**
 * One result, from what was said of it. All faults are told at once.
 * @returns undefined where something required cannot be read
 */
export const reportFrom = (
  source: Said,
  settled: Settled,
  profile: LabProfile,
  problems: Problem[],
): CanonicalReport | undefined => {
  const { facts } = source;
  const { status, observations, notes = [], members } = settled;
  const id = patientIdFrom(source, problems);
  const demographics = demographicsFrom(source, profile, problems);
  const panel = panelFrom(source, problems);
  const { collected, reported } = timesFrom(source, profile, problems);
  const provider = providerFrom(source, problems);
  const known = id !== undefined && status !== undefined && observations.length > 0;
  if (!known || collected?.at === undefined || reported?.at === undefined) return undefined;
  return {
    patient: { id, ...demographics },
    lab_id: profile.lab_id,
    ...(facts.lab_name && { lab_name: facts.lab_name.text }),
    ...(facts.accession && { accession_number: facts.accession.text }),
    panel,
    status,
    collected_at: collected.at,
    reported_at: reported.at,
    ...(provider && { ordering_provider: provider }),
    ...(facts.specimen && { specimen: facts.specimen.text }),
    notes,
    observations,
    pointers: {
      ...(collected.pointer !== undefined && { collected_at: collected.pointer }),
      ...(reported.pointer !== undefined && { reported_at: reported.pointer }),
      ...(members && { members }),
    },
  };
};
