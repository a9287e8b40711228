import { readMoment } from '../facts/written-date.ts';
import { forbidOtherLab } from '../other-lab.ts';
import type { Entry, LabProfile } from '../profile.ts';
import { noRows } from './errors.ts';
import type { Head } from './head.ts';
import { type Named, type Naming, nameRow, namingOf } from './identity.ts';
import { createPatience, isBlank, rowFault, rowProblem } from './row-faults.ts';
import type { Row } from './rows.ts';
import { isLikeAbove, suspectsOf } from './suspects.ts';

/** Whether cells that stand within a cell look like a row: there is a date where dates are. */
const looksLikeRow =
  ({ columns: { at } }: Head, profile: LabProfile) =>
  (cells: string[]): boolean => {
    const text = cells[at.get('test_date') ?? at.get('collected_at') ?? 0]?.trim();
    return text !== undefined && text !== '' && readMoment(text, profile) !== undefined;
  };

export interface Sorter {
  take: (row: Row) => void;
  /** To be asked once all rows were taken. */
  done: () => {
    /** One for each row that cannot be read, or does not say whose result it is. */
    refused: Entry[];
    /** The first such row that may belong to a result, by the result's identity. */
    suspects: Map<string, number>;
    /** Whether a row that names a result has no accession number. */
    isNameless: boolean;
  };
}

/**
 * Tells rows that name a result from those that do not.
 * @param keep gets the former
 */
export const createSorter = (
  head: Head,
  profile: LabProfile,
  keep: (row: Row, named: Named) => void,
): Sorter => {
  const { columns } = head;
  const isRow = looksLikeRow(head, profile);
  const bear = createPatience();
  const refused: Entry[] = [];
  const suspects = new Map<string, number>();
  let kept = 0;
  let isNameless = false;
  let above: Named | undefined;
  let waiting: Row[] = [];
  const suspect = (row: Row, neighbour: Named | undefined): void => {
    for (const identity of suspectsOf(row, columns, [neighbour])) {
      if (!suspects.has(identity)) suspects.set(identity, row.number);
    }
  };
  const refuse = (row: Row, fault: string): void => {
    refused.push({ problems: [rowProblem(row, fault)], row: row.number });
    suspect(row, above);
    waiting.push(row);
  };
  /** Why a row can be of no result. */
  const faultOf = (row: Row, naming: Naming, named: Named | undefined): string | undefined => {
    const fault = rowFault(row, head, isRow);
    if (fault !== undefined) return fault;
    const at = columns.at.get('lab_id') ?? -1;
    const lab = row.cells[at]?.trim();
    forbidOtherLab(lab || undefined, profile.lab_id, `Row ${row.number}, ${columns.names[at]}`);
    if (named === undefined) return missingName(naming);
    return isLikeAbove(named, above)
      ? 'it leaves blank what the row above says; say it in every row.'
      : undefined;
  };
  const take = (row: Row): void => {
    if (isBlank(row)) {
      bear(row, undefined, head);
      return;
    }
    const naming = namingOf(row.cells, columns);
    const named = nameRow(naming);
    const fault = faultOf(row, naming, named);
    bear(row, fault, head);
    if (fault !== undefined) refuse(row, fault);
    if (fault !== undefined || named === undefined) return;
    for (const earlier of waiting) suspect(earlier, named);
    waiting = [];
    above = named;
    kept += 1;
    isNameless ||= named.accession === '';
    keep(row, named);
  };
  const done = () => {
    if (kept + refused.length === 0) throw noRows();
    return { refused, suspects, isNameless };
  };
  return { take, done };
};

const missingName = ({ patient }: Naming): string =>
  `there is no ${patient === '' ? 'patient id' : 'date'}, so nobody can tell whose result it is.`;
