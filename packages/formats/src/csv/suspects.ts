import type { Field } from '../facts/fact.ts';
import type { Columns } from './columns.ts';
import { identityOf, type Named, type Naming, nameRow, namingOf } from './identity.ts';
import type { Row } from './rows.ts';

const parts = ['patient', 'date', 'accession', 'panel'] as const satisfies (keyof Naming)[];

/** Nothing in it speaks against it; where the row is not whole, something must speak for it too. */
const mayBeOf = (naming: Naming, known: Naming, whole: boolean): boolean => {
  const said = parts.filter((part) => naming[part] !== '');
  const agreeing = said.filter((part) => naming[part] === known[part]);
  // A row that was cut off ends within a cell.
  const cut = said.filter((part) => naming[part] !== known[part] && known[part].startsWith(naming[part]));
  return whole
    ? agreeing.length === said.length
    : agreeing.length + cut.length === said.length && said.length > 0;
};

const alignments = (row: Row, columns: Columns<Field>): Naming[] => {
  const shift = row.cells.length - columns.names.length;
  const left = namingOf(row.cells, columns);
  return shift === 0 ? [left] : [left, namingOf(row.cells, columns, shift)];
};

/**
 * The results an unreadable row may be of: those it names, with its cells counted from the left or from the right, and
 * those of the readable rows just before and after it, unless it says otherwise. Such a result would be shown as
 * complete without the row, so it is refused; no other is.
 * @returns identities
 */
export const suspectsOf = (
  row: Row,
  columns: Columns<Field>,
  neighbours: (Named | undefined)[],
): string[] => {
  const namings = alignments(row, columns);
  const whole = row.cells.length === columns.names.length;
  const named = namings.flatMap((naming) => nameRow(naming)?.identity ?? identityOf(naming) ?? []);
  const near = neighbours.flatMap((known) =>
    known && namings.some((naming) => mayBeOf(naming, known, whole)) ? [known.identity] : [],
  );
  return [...named, ...near];
};

/** Left blank what the row before says, all else alike: forgotten, or "as above"; nobody can tell. */
export const isLikeAbove = (row: Naming, above: Named | undefined): boolean =>
  above !== undefined &&
  row.patient === above.patient &&
  row.date === above.date &&
  mayBeOf(row, above, true) &&
  parts.some((part) => row[part] !== above[part]);
