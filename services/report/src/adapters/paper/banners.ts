import type { ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import type { Content } from 'pdfmake/interfaces.js';
import { dayOf } from './dates.ts';
import { palette } from './palette.ts';
import { text } from './text.ts';

const banner = (title: string, sentence: string, tone: 'plain' | 'grave' = 'plain'): Content => ({
  table: {
    widths: ['*'],
    body: [[{ text: [text(`${title} `, { bold: true }), text(sentence)] }]],
  },
  layout: {
    hLineWidth: () => 0,
    vLineWidth: (column) => (column === 0 ? 3 : 0),
    vLineColor: tone === 'grave' ? palette.far : palette.brand,
    fillColor: tone === 'grave' ? palette.farWash : palette.wash,
    paddingLeft: () => 10,
    paddingRight: () => 10,
    paddingTop: () => 6,
    paddingBottom: () => 6,
  },
  margin: [0, 0, 0, 10],
});

/** The laboratory took the result back: its values are not shown any more. */
export const isWithdrawn = (version: ResultVersion): boolean => isVoid(version.status);

/** What a reader has to know about this version before reading any value of it. */
export const banners = (version: ResultVersion): Content[] => {
  const day = dayOf(version.reported_at);
  if (isWithdrawn(version)) {
    return [
      banner(
        `${version.status === 'cancelled' ? 'Cancelled' : 'Withdrawn'} on ${day}.`,
        'The laboratory has taken this result back. Its values are not shown, and earlier copies should not be used.',
        'grave',
      ),
    ];
  }
  if (version.corrected) {
    return [
      banner(
        `Corrected on ${day}.`,
        'This version replaces every earlier one. Please do not use older copies of this report.',
      ),
    ];
  }
  if (version.status === 'preliminary' || version.status === 'partial' || version.status === 'registered') {
    return [
      banner('Preliminary.', 'The laboratory has not finished yet: values may still change, or be added.'),
    ];
  }
  return [];
};
