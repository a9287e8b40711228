import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Sex } from '@labsecure/contracts/vocabulary';
import { tell, textAt } from '../place.ts';
import { isDate } from '../timestamp.ts';
import { has, inside, type Node, target } from './node.ts';
import { patientIdAt } from './patient-id.ts';
import { nameAt } from './person-name.ts';
import { checkModifiers, checkShape } from './shape.ts';
import { reference } from './shapes.ts';

const sexes = new Map<string, Sex>([
  ['male', 'M'],
  ['female', 'F'],
  ['other', 'O'],
  ['unknown', 'U'],
]);

const birthDateOf = (patient: Node): string | undefined => {
  const sent = textAt(patient, 'birthDate');
  if (sent === undefined || isDate(sent)) return sent;
  if (/^\d{4}(-\d{2})?$/.test(sent)) {
    return tell(patient, 'birthDate', 'W_DEMOGRAPHICS', 'not a whole date; it is left out.');
  }
  return tell(patient, 'birthDate', 'E_DEMOGRAPHICS', 'not a date; send YYYY-MM-DD.');
};

const sexOf = (patient: Node): Sex | undefined => {
  const sent = textAt(patient, 'gender');
  if (sent === undefined) return undefined;
  const fault = `send one of ${[...sexes.keys()].join(', ')}.`;
  return sexes.get(sent) ?? tell(patient, 'gender', 'E_DEMOGRAPHICS', fault);
};

const demographicsOf = (patient: Node): Omit<CanonicalReport['patient'], 'id'> => {
  checkModifiers(patient);
  const name = nameAt(patient, { titles: false });
  const birthDate = birthDateOf(patient);
  const sex = sexOf(patient);
  return {
    ...(name !== undefined && { name }),
    ...(birthDate !== undefined && { birth_date: birthDate }),
    ...(sex !== undefined && { sex }),
  };
};

/** The patient a report is about. */
export const patientAt = (report: Node): CanonicalReport['patient'] | undefined => {
  if (!has(report, 'subject')) {
    return tell(
      report,
      'subject',
      'E_NO_PATIENT',
      'no patient could be found for the report; send the subject.',
    );
  }
  const subject = inside(report, 'subject');
  checkShape(subject, reference);
  const id = patientIdAt(subject);
  const patient = target(subject);
  const demographics = patient?.resource.type === 'Patient' ? demographicsOf(patient) : {};
  return id === undefined ? undefined : { id, ...demographics };
};
