import type { PatientDecision, PatientReview } from '@labsecure/contracts/patients';
import type { Submission } from '@labsecure/contracts/records';
import { aligned } from '../shared/table.ts';
import type { Looked } from './look-at.ts';

const notSaid = '(not said)';

/** What was decided, as a person says it. */
export const decisionText = ({ patient_id, decided_by, decided_at }: PatientDecision): string =>
  `${patient_id === undefined ? "nobody's" : `${patient_id}'s`}, by ${decided_by ?? 'the platform'} at ${decided_at}`;

/** What a held submission is, without the person. */
export const headLines = (
  { result_id, submission_id, lab_id, lab_name, received_at }: Submission,
  { held_at }: PatientReview,
  decision: PatientDecision | undefined,
): string[] =>
  aligned([
    ['result', result_id],
    ['submission', submission_id],
    ['lab', `${lab_id} (${lab_name})`],
    ['received', received_at],
    ['held since', held_at],
    ['decided', decision ? decisionText(decision) : '(not yet)'],
  ]);

/** What the report says of the person. */
export const sentLines = ({ sent }: PatientReview): string[] => [
  'The report says',
  ...aligned([
    ['  id', sent.id],
    ['  name', sent.name ?? notSaid],
    ['  born', sent.birth_date ?? notSaid],
    ['  sex', sent.sex ?? notSaid],
  ]),
];

/** What is registered, and how far it agrees with that. */
export const candidateLines = (looked: Looked): string[] => {
  if (!looked.patient) return [`${looked.patient_id} is not registered any more.`];
  const { patient, comparison } = looked;
  const known = patient.provisional ? ', known from results alone' : '';
  return [
    `${looked.patient_id}, likeness ${comparison.likeness}${known}`,
    ...aligned([
      ['  name', `${patient.given_name} ${patient.family_name}`.trim() || notSaid, comparison.name],
      ['  born', patient.birth_date ?? notSaid, comparison.birth_date],
      ['  sex', patient.sex ?? notSaid, comparison.sex],
    ]),
  ];
};
