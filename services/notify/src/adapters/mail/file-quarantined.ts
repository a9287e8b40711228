import { html } from 'ghtml';
import type { FileQuarantined } from '../../domain/letters.ts';
import type { Mail } from '../../domain/mail.ts';
import { factLines, facts, frame, paragraph } from './frame.ts';
import { sentenceFor } from './reason-sentences.ts';
import { shownPath } from './shown-path.ts';

const words = {
  whole: {
    subject: 'A file was put in quarantine',
    meaning:
      'Nothing of it was taken. It is kept exactly as it came, with the reasons beside it. Please correct it and send it again, under any name.',
    place: 'Where it lies now',
  },
  part: {
    subject: 'Part of a file was not taken',
    meaning:
      'What was good in it was taken; the rest was not. Please correct the rest and send it again, alone or with all the others: nothing is taken twice.',
    place: 'Where the reasons are listed',
  },
} as const;

const privacy = 'To protect patients, this message holds nothing of what is in the file.';

const timesOf = (count: number): string => (count === 1 ? 'once' : `${count} times`);
const placeOf = (count: number, row: number): string =>
  count === 1 ? `in row ${row}` : `first in row ${row}`;

/**
 * Tells a laboratory, or the administrator where none is known, which file was not taken, and why. The path is theirs and
 * stands in the text alone, never in the subject.
 */
export const fileQuarantinedMail = (to: string, event: FileQuarantined): Mail => {
  const { subject, meaning, place } = event.in_part ? words.part : words.whole;
  const path = shownPath(event.path);
  const where: [string, string][] = [
    ['File', path],
    [place, `${shownPath(event.kept_at)} in the quarantine bucket`],
    ...(event.lab_id === undefined ? [] : ([['Laboratory', shownPath(event.lab_id)]] as [string, string][])),
  ];
  const reasons = event.reasons.map(({ code, count, row }): [string, string] => [
    [code, timesOf(count), ...(row === undefined ? [] : [placeOf(count, row)])].join(', '),
    sentenceFor(code),
  ]);
  return {
    to,
    subject,
    html: frame({
      title: subject,
      preview: 'Which file, and why.',
      body: paragraph(meaning) + facts(where) + paragraph('Why:') + facts(reasons),
      foot: html`${privacy} You get it as the contact of the laboratory for such matters, or of this service.`,
    }),
    text: `${[subject, meaning, factLines(where), `Why:\n${factLines(reasons)}`, privacy].join('\n\n')}\n`,
  };
};
