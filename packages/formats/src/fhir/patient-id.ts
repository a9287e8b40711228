import { identifierRank, isPersonalNumber } from '../facts/identifier-types.ts';
import { isPatientId, patientIdFault } from '../facts/patient-id.ts';
import { tell, textAt } from '../place.ts';
import { chooseIdentifier, identifierIn, identifierValues, type TypeRank } from './identifier.ts';
import { isRelative } from './library.ts';
import { inside, type Node, target, tellHere } from './node.ts';

const byRecord: TypeRank = (types, system) => {
  if (system === 'http://hl7.org/fhir/sid/us-ssn' || types.some(isPersonalNumber)) return undefined;
  return Math.min(...(types.length === 0 ? [''] : types).map(identifierRank));
};

const fromReference = (subject: Node): string | undefined => {
  const [reference = ''] = (textAt(subject, 'reference') ?? '').split('/_history/', 1);
  const end = reference.split('/').slice(-2).join('/');
  if (!isRelative(end) || !end.startsWith('Patient/')) return undefined;
  const remark =
    "no identifier of the patient is sent; the id in the reference is taken for the patient's id.";
  tell(subject, 'reference', 'W_PATIENT_REFERENCE', remark);
  return end.slice('Patient/'.length);
};

const fromResource = (patient: Node): string | undefined => {
  const chosen = chooseIdentifier(patient, 'identifier', byRecord);
  if (chosen?.several) {
    tell(patient, 'identifier', 'W_PATIENT_IDENTIFIER', 'several of the same standing; the first is taken.');
  }
  return chosen?.value;
};

const named = (subject: Node, patient: Node | undefined): string | undefined => {
  const value = identifierIn(subject, 'identifier');
  const listed = patient ? identifierValues(patient, 'identifier') : [];
  if (value === undefined || listed.length === 0 || listed.includes(value)) return value;
  return tell(subject, 'identifier', 'E_TWO_PATIENTS', 'not an identifier of the Patient it refers to.');
};

/**
 * The patient's id, always chosen in the same way: the identifier the subject itself names; else of the Patient
 * resource's identifiers MR before PI and PT before those without a type before all others, national numbers last, social
 * security and the like never; then by use; then the first; else the id in a `Patient/id` reference, with a remark.
 * @param subject a Reference
 */
export const patientIdAt = (subject: Node): string | undefined => {
  const patient = target(subject);
  if (patient && patient.resource.type !== 'Patient') {
    return tellHere(subject, 'E_NO_PATIENT', 'it does not refer to a Patient.');
  }
  const id = named(subject, patient) ?? (patient && fromResource(patient)) ?? fromReference(subject);
  if (id === undefined) {
    return tellHere(subject, 'E_NO_PATIENT', 'no patient could be found for the report; send an identifier.');
  }
  if (isPatientId(id)) return id;
  const fault = `not an id of a patient; ${patientIdFault}`;
  return tellHere(patient ? inside(patient, 'identifier') : subject, 'E_VALUE', fault);
};

const keyOf = (subject: Node): string | undefined =>
  target(subject)?.pointer ?? textAt(subject, 'reference') ?? identifierIn(subject, 'identifier');

/**
 * Whether other subjects are the patient of this one: the same resource or reference, or the same id by all rules.
 */
export const createSamePatient = (subject: Node): ((other: Node) => boolean) => {
  const silentId = (one: Node) => patientIdAt({ ...one, problems: [] });
  const id = silentId(subject);
  const known = new Map([[keyOf(subject), true]]);
  return (other) => {
    const key = keyOf(other);
    const same = known.get(key) ?? (id !== undefined && id === silentId(other));
    known.set(key, same);
    return same;
  };
};
