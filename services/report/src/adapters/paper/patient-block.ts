import type { Patient } from '@labsecure/contracts/patients';
import type { Content } from 'pdfmake/interfaces.js';
import { dayOf } from './dates.ts';
import { fact } from './facts.ts';
import { palette } from './palette.ts';

const sexes = { M: 'Male', F: 'Female', O: 'Other', U: 'Not known' } as const;

export const fullName = (patient: Patient): string => `${patient.given_name} ${patient.family_name}`.trim();

/** Who this is about, as the registry has it: the first thing to check on a report in one's hand. */
export const patientBlock = (patient: Patient): Content => ({
  table: {
    widths: ['*', 110, 70, 90],
    body: [
      [
        fact('Patient', fullName(patient)),
        fact('Date of birth', patient.birth_date ? dayOf(patient.birth_date) : 'Not on file'),
        fact('Sex', sexes[patient.sex ?? 'U']),
        fact('Patient id', patient.patient_id),
      ],
    ],
  },
  layout: {
    hLineWidth: () => 0,
    vLineWidth: () => 0,
    fillColor: palette.wash,
    paddingLeft: () => 10,
    paddingRight: () => 4,
    paddingTop: () => 7,
    paddingBottom: () => 7,
  },
  margin: [0, 0, 0, 16],
});
