import type { Patient } from '@labsecure/contracts/patients';
import type { ResultVersion } from '@labsecure/contracts/records';
import type { Content } from 'pdfmake/interfaces.js';
import { dayOf } from './dates.ts';
import { palette, size } from './palette.ts';
import { fullName } from './patient-block.ts';
import { text } from './text.ts';

const mark = `<svg width="17" height="20" viewBox="0 0 22 26"><path fill="${palette.brand}" d="M11 0 1 4v8c0 7 4.300 11.500 10 14 5.700-2.500 10-7 10-14V4zm-1.600 18.200-4.600-4.600 1.800-1.800 2.800 2.800 6-6 1.800 1.800z"/></svg>`;

/** The mark and the laboratory, over the first page. */
export const letterhead = (version: ResultVersion): Content => ({
  columns: [
    { svg: mark, width: 17 },
    text('LabSecure', {
      width: 'auto',
      color: palette.brand,
      bold: true,
      fontSize: 15,
      margin: [7, 1, 0, 0],
    }),
    {
      width: '*',
      stack: [
        text(version.lab_name, { bold: true, fontSize: size.lead, alignment: 'right' }),
        text('Laboratory report', { color: palette.soft, alignment: 'right' }),
      ],
    },
  ],
  margin: [0, 0, 0, 12],
});

/** Over every further page: whose report it is, so that no loose sheet is without a name. */
export const runningHead = (version: ResultVersion, patient: Patient): Content => {
  const who = [
    fullName(patient),
    patient.birth_date && `born ${dayOf(patient.birth_date)}`,
    patient.patient_id,
  ];
  return {
    margin: [38, 20, 38, 0],
    fontSize: size.small,
    color: palette.soft,
    columns: [
      text(who.filter(Boolean).join(' · '), { width: '*', bold: true }),
      text(`${version.panel.name} · collected ${dayOf(version.collected_at)}`, {
        width: 'auto',
        alignment: 'right',
      }),
    ],
  };
};
