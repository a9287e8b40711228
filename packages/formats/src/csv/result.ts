import { isError, type Problem } from '@labsecure/contracts/problem';
import { entryOf } from '../facts/entry.ts';
import type { Field } from '../facts/fact.ts';
import { observationFrom } from '../facts/observation.ts';
import { reportFrom } from '../facts/report.ts';
import type { Entry, LabProfile } from '../profile.ts';
import { readCells } from './cells.ts';
import type { Columns } from './columns.ts';
import type { Head } from './head.ts';
import { mergeRows, mergeStatuses } from './merge.ts';
import type { Row } from './rows.ts';

const membersOf = ({ at, steps }: Columns<Field>) => {
  const step = (...fields: Field[]): string => {
    const index = fields.map((field) => at.get(field)).find((found) => found !== undefined);
    return index === undefined ? '' : (steps[index] ?? '');
  };
  const range = step('range', 'range_low', 'range_high');
  return { code: step('loinc', 'code'), value: step('value'), unit: step('unit'), range };
};

const refusedWhole = (rows: Row[]): Problem => {
  const shown = rows.slice(0, 10).map(({ number }) => number);
  const list = `${shown.join(', ')}${rows.length > shown.length ? ' and more' : ''}`;
  const message = `Rows ${list} are one result: it is refused whole, so that none of its values is missing.`;
  return { pointer: `/${rows[0]?.number}`, code: 'E_CSV_RESULT', message };
};

/**
 * One result out of its rows, or what is wrong with any of them: a result of which a row was left out would be shown as
 * if it were complete.
 * @param known what is wrong with it besides
 */
export const readResult = (rows: Row[], head: Head, profile: LabProfile, known: Problem[]): Entry => {
  const problems = [...known];
  const sources = rows.map((row) => readCells(row, head.columns, problems));
  const statuses = mergeStatuses(sources, problems);
  const observations = sources.flatMap((source, index) => {
    const status = statuses.rows[index];
    if (status === undefined) return [];
    const read = observationFrom(source, `/${rows[index]?.number}`, status, problems);
    if (read === undefined) return [];
    return status === statuses.whole ? [read] : [{ ...read, status }];
  });
  const settled = { status: statuses.whole, observations, members: membersOf(head.columns) };
  const report = reportFrom(mergeRows(sources, profile, problems), settled, profile, problems);
  if (rows.length > 1 && problems.some(isError)) problems.unshift(refusedWhole(rows));
  const slice = Buffer.concat([head.bytes, ...rows.map(({ bytes }) => bytes)]);
  return entryOf(report, problems, { row: rows[0]?.number ?? 0, slice });
};
