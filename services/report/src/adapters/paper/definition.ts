import type { Patient } from '@labsecure/contracts/patients';
import type { ResultVersion } from '@labsecure/contracts/records';
import type { Content } from 'pdfmake/interfaces.js';
import { answerOf } from '../../domain/answer.ts';
import { banners, isWithdrawn } from './banners.ts';
import { closing } from './closing.ts';
import { momentOf } from './dates.ts';
import { facts } from './facts.ts';
import { letterhead, runningHead } from './letterhead.ts';
import { observationTable } from './observation-table.ts';
import { palette, size } from './palette.ts';
import { patientBlock } from './patient-block.ts';
import { text } from './text.ts';

/** All that is on the paper, as plain data: what it says and nothing of when it was printed. */
export interface Paper {
  content: Content[];
  runningHead: Content;
  /** Left of the page number. */
  foot: string;
  /** Without the patient's name: titles show up in tabs, lists and search histories. */
  info: { title: string; author: string; subject: string; creationDate: Date };
}

const title = (version: ResultVersion): Content[] => [
  text(version.panel.name, { fontSize: size.title, bold: true }),
  ...(isWithdrawn(version) ? [] : [text(answerOf(version), { fontSize: size.lead, color: palette.soft })]),
];

/** Puts the document together: who, what the answer is, what to know first, the values, and who to ask. */
export const paperOf = (version: ResultVersion, patient: Patient): Paper => ({
  content: [
    letterhead(version),
    patientBlock(patient),
    { stack: title(version), margin: [0, 0, 0, 10] },
    ...banners(version),
    facts(version),
    ...(isWithdrawn(version) ? [] : [observationTable(version)]),
    closing(version),
  ],
  runningHead: runningHead(version, patient),
  foot: `Result ${version.result_id.slice(0, 8)} · version of ${momentOf(version.reported_at)}`,
  info: {
    title: 'Laboratory report',
    author: version.lab_name,
    subject: `Result ${version.result_id}`,
    creationDate: new Date(version.reported_at),
  },
});
