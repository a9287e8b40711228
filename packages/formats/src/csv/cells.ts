import type { Problem } from '@labsecure/contracts/problem';
import { type Fact, type Field, factOf, type Source, type Spot, tellAt } from '../facts/fact.ts';
import type { Columns } from './columns.ts';
import type { Row } from './rows.ts';
import { damageOf, looksLikeFormula } from './spreadsheet.ts';

/** A cell as problems name it: /3/Value. A field without a column is the row's own. */
export const cellSpot = <F extends string>(row: Row, field: F, { at, names, steps }: Columns<F>): Spot => {
  const index = at.get(field);
  const pointer = `/${row.number}`;
  if (index === undefined) return { pointer, label: `Row ${row.number}` };
  return { pointer: `${pointer}${steps[index]}`, label: `Row ${row.number}, ${names[index]}` };
};

const factAt = (row: Row, field: Field, columns: Columns<Field>, problems: Problem[]): Fact | undefined => {
  const sent = row.cells[columns.at.get(field) ?? -1];
  if (sent === undefined || sent === '') return undefined;
  const spot = cellSpot(row, field, columns);
  const fact = factOf(field, spot, sent, problems);
  const damage = fact && damageOf(field, fact.text);
  if (damage) return tellAt(spot, problems, damage.code, damage.fault);
  if (fact && looksLikeFormula(fact.text)) {
    tellAt(spot, problems, 'W_CSV_FORMULA', 'looks like a spreadsheet formula; kept as text.');
  }
  return fact;
};

/** Everything a row says, in cells that can be taken. */
export const readCells = (row: Row, columns: Columns<Field>, problems: Problem[]): Source => {
  const facts: Source['facts'] = {};
  for (const field of columns.at.keys()) {
    const fact = factAt(row, field, columns, problems);
    if (fact !== undefined) facts[field] = fact;
  }
  return { facts, where: (field) => cellSpot(row, field, columns) };
};
