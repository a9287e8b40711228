import {
  comparePersons,
  isCertain,
  isConfirmed,
  judgeIdentified,
  reviewFrom,
} from '@labsecure/clinical/same-person';
import { provisionalFrom } from '@labsecure/clinical/same-person-split';
import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { UnavailableError } from '@labsecure/contracts/errors';
import type { Patient, PatientCandidate, PatientDecision } from '@labsecure/contracts/patients';

type Sent = CanonicalReport['patient'];
type Basis = PatientDecision['basis'];

export interface RecognisePorts {
  /** By key, as they are now. */
  patientOf: (patientId: string) => Promise<Patient | undefined>;
  /** Whom staff said a lab means by an id. */
  linkedTo: (labId: string, sentId: string) => Promise<string | undefined>;
  /** Proposals: they may have changed since. */
  byRecordNumber: (number: string) => Promise<Patient[]>;
  /** Registered patients of that name, or born on that day. Proposals too; `complete` when nobody was left out. */
  alike: (person: {
    name: string;
    birth_date: string;
  }) => Promise<{ patients: Patient[]; complete: boolean }>;
  /** @returns false when somebody stands under the id */
  addProvisional: (patient: Patient) => Promise<boolean>;
  /** @returns false when they are not as they were any more */
  completeProvisional: (standing: Patient, more: Patient) => Promise<boolean>;
}

/** A patient; nobody, as the report contradicts whom it names; or those among whom staff have to choose. */
export type Verdict =
  | { patient: Patient; basis: Basis }
  | { patient?: undefined; basis: Basis }
  | { candidates: PatientCandidate[] };

const attempts = 5;
/** For staff to choose among; who is like more than these is told apart by nobody. */
const mostCandidates = 10;
/** Of those an index proposes, the likeliest. */
const mostLookedAt = 20;

const candidateOf = (sent: Sent, patient: Patient, basis: Basis): PatientCandidate => ({
  ...comparePersons(sent, patient),
  patient_id: patient.patient_id,
  basis,
});

const likeliestFirst = (a: PatientCandidate, b: PatientCandidate): number =>
  b.likeness - a.likeness || (a.patient_id < b.patient_id ? -1 : 1);

const chooseAmong = (candidates: PatientCandidate[]): Verdict => ({
  candidates: candidates.sort(likeliestFirst).slice(0, mostCandidates),
});

/** What a report adds to somebody who is known from reports alone; undefined when it adds nothing that is compared. */
const completed = (patient: Patient, sent: Sent): Patient | undefined => {
  const known = provisionalFrom(sent);
  const nameless = patient.given_name === '' && patient.family_name === '';
  const named = nameless && known.family_name !== '';
  const dated = patient.birth_date === undefined && known.birth_date !== undefined;
  if (!patient.provisional || !(named || dated)) return undefined;
  return {
    ...known,
    ...patient,
    ...(named && { given_name: known.given_name, family_name: known.family_name }),
  };
};

/**
 * Whose result a report is: by a link of staff, by the id, by a medical record number, by likeness to somebody registered,
 * and else a person who is new and becomes known, provisionally, under the id.
 *
 * What is written here holds only if what was compared still stands; where it does not, all is looked at again.
 * @throws UnavailableError when it changed each time
 */
export const createRecognise = (ports: RecognisePorts) => {
  const current = async (proposed: { patient_id: string }[]): Promise<Patient[]> => {
    const all = await Promise.all(proposed.map(({ patient_id }) => ports.patientOf(patient_id)));
    return all.filter((patient) => patient !== undefined);
  };

  /** They have an identifier in common. One known from reports alone is only what a lab said: nobody is refused for it. */
  const identified = async (sent: Sent, patient: Patient, basis: Basis): Promise<Verdict | 'changed'> => {
    const judgement = judgeIdentified(comparePersons(sent, patient));
    if (judgement === 'contradicts' && !patient.provisional) return { basis };
    if (judgement !== 'agrees') return chooseAmong([candidateOf(sent, patient, basis)]);
    const more = completed(patient, sent);
    if (more === undefined) return { patient, basis };
    return (await ports.completeProvisional(patient, more)) ? { patient: more, basis } : 'changed';
  };

  /** The number may be another hospital's, or the lab's own: something else has to agree. */
  const numbered = async (sent: Sent): Promise<Verdict | undefined> => {
    const basis = 'medical-record-number';
    const proposed = await current(await ports.byRecordNumber(sent.id));
    const [patient, ...others] = proposed.filter((one) => one.medical_record_number === sent.id);
    if (patient === undefined) return undefined;
    const alone = others.length === 0;
    if (alone && isConfirmed(comparePersons(sent, patient))) return { patient, basis };
    return chooseAmong([patient, ...others].map((one) => candidateOf(sent, one, basis)));
  };

  const alike = async (sent: Sent): Promise<Verdict | undefined> => {
    const { name, birth_date } = sent;
    if (name === undefined || birth_date === undefined) return undefined;
    const { patients, complete } = await ports.alike({ name, birth_date });
    const isLikely = (patient: Patient) => comparePersons(sent, patient).likeness >= reviewFrom;
    const proposed = patients.filter(isLikely).map((one) => candidateOf(sent, one, 'likeness'));
    const likeliest = proposed.sort(likeliestFirst).slice(0, mostLookedAt);
    const likely = (await current(likeliest)).filter(isLikely);
    const [patient, ...others] = likely;
    // Whoever was left out may be the one: then nobody is new, and staff look.
    if (patient === undefined) return complete ? undefined : chooseAmong([]);
    const certain = complete && others.length === 0 && isCertain(comparePersons(sent, patient));
    if (certain) return { patient, basis: 'likeness' };
    return chooseAmong(likely.map((one) => candidateOf(sent, one, 'likeness')));
  };

  const asNew = async (sent: Sent): Promise<Verdict | 'changed'> => {
    const patient = provisionalFrom(sent);
    return (await ports.addProvisional(patient)) ? { patient, basis: 'new' } : 'changed';
  };

  const look = async (labId: string, sent: Sent): Promise<Verdict | 'changed'> => {
    const [linkedId, named] = await Promise.all([ports.linkedTo(labId, sent.id), ports.patientOf(sent.id)]);
    const linked = linkedId === undefined ? undefined : await ports.patientOf(linkedId);
    if (linked !== undefined) return identified(sent, linked, 'link');
    if (named !== undefined) return identified(sent, named, 'identifier');
    return (await numbered(sent)) ?? (await alike(sent)) ?? asNew(sent);
  };

  return async (labId: string, sent: Sent): Promise<Verdict> => {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const verdict = await look(labId, sent);
      if (verdict !== 'changed') return verdict;
    }
    throw new UnavailableError();
  };
};
