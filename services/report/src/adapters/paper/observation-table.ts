import { rangeBar } from '@labsecure/charts/range-bar';
import { displayRange, displayUnit, formatValue } from '@labsecure/clinical/format-value';
import { describe } from '@labsecure/clinical/standing';
import type { Observation, ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { palette, size } from './palette.ts';
import { disagreement, reading, toneOf } from './reading.ts';
import { text } from './text.ts';

const barWidth = 108;

const heading = (words: string, alignment: 'left' | 'right' = 'left'): TableCell =>
  text(words, { fontSize: size.small, color: palette.soft, alignment });

const small = (words: string, color: string = palette.soft): Content =>
  text(words, { fontSize: size.small, color });

/** The name, and beneath it all that has to be known about this one value. */
const nameCell = (observation: Observation, version: ResultVersion): TableCell => {
  const what = observation.analyte_id && describe(observation.analyte_id);
  const { status } = observation;
  const odd = isVoid(status) ? undefined : disagreement(observation);
  return {
    stack: [
      text(observation.name, { bold: true }),
      ...(what ? [small(what)] : []),
      ...(observation.derived
        ? [small(`Calculated, not measured: ${observation.derived}`, palette.brand)]
        : []),
      ...(status && status !== version.status && !isVoid(status)
        ? [small(`This value is ${status}`, palette.brand)]
        : []),
      ...(odd ? [small(odd, palette.near)] : []),
      ...observation.notes.map((note) => small(`Laboratory: ${note}`, palette.ink)),
    ],
  };
};

const rangeCell = (observation: Observation): TableCell => {
  const range = displayRange(observation);
  if (!range) return small('None given');
  const ours = observation.range?.source === 'catalogue';
  return { stack: [text(range), ...(ours ? [small('usual range')] : [])] };
};

/** What the laboratory took back is listed, so that nobody misses it, without a value that somebody might use. */
const wordForVoid = ({ status }: Observation): string => (status === 'cancelled' ? 'Cancelled' : 'Withdrawn');

const barCell = (observation: Observation): TableCell => {
  if (isVoid(observation.status)) return text('');
  const svg = rangeBar(observation, { theme: 'paper', width: barWidth, tone: toneOf(observation) });
  return svg ? { svg, width: barWidth } : text('');
};

/** Words have room for themselves; a quantity is set large with its unit small beside it. */
const valueCells = (observation: Observation): TableCell[] => {
  if (isVoid(observation.status)) return [text('–', { alignment: 'right' }), text('')];
  const value = formatValue(observation);
  const unit = displayUnit(observation);
  if (observation.value.kind === 'text') {
    return [{ ...text(unit ? `${value} ${unit}` : value, { bold: true }), colSpan: 2 }, text('')];
  }
  return [
    text(value, { bold: true, fontSize: size.lead, alignment: 'right' }),
    text(unit, { fontSize: size.small, color: palette.soft, margin: [0, 4, 0, 0] }),
  ];
};

/**
 * One row an observation, as the laboratory ordered them, the calculated ones last. The head is repeated on each page
 * and no row is split over two.
 */
export const observationTable = (version: ResultVersion): Content => ({
  table: {
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: true,
    widths: ['*', 40, 44, 52, barWidth, 80],
    body: [
      [
        heading('Test'),
        heading('Result', 'right'),
        heading(''),
        heading('Range'),
        heading(''),
        heading('Flag'),
      ],
      ...version.observations.map((seen) => [
        nameCell(seen, version),
        ...valueCells(seen),
        rangeCell(seen),
        barCell(seen),
        isVoid(seen.status) ? small(wordForVoid(seen)) : reading(seen),
      ]),
    ],
  },
  layout: {
    hLineWidth: (line, node) => (line === 1 ? 1 : line === 0 || line === node.table.body.length ? 0.75 : 0.5),
    hLineColor: (line) => (line === 1 ? palette.brand : palette.line),
    vLineWidth: () => 0,
    paddingLeft: (column) => (column === 0 ? 0 : 4),
    paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 4),
    paddingTop: (row) => (row === 0 ? 2 : 4),
    paddingBottom: (row) => (row === 0 ? 3 : 4),
  },
});
