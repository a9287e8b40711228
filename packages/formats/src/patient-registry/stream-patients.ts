import type { Problem } from '@labsecure/contracts/problem';
import { missingColumn } from '../csv/errors.ts';
import { findHead, type Head } from '../csv/head.ts';
import { checkedBytes, withWholeHead } from '../csv/incoming.ts';
import { createPatience, isBlank, rowFault, rowProblem } from '../csv/row-faults.ts';
import type { Row } from '../csv/rows.ts';
import { openTable } from '../csv/stream-rows.ts';
import { isDate } from '../timestamp.ts';
import { neededFields, type RegistryField, registryNames } from './names.ts';
import { type RegisteredPatient, readPatient } from './patient.ts';

export type { RegisteredPatient } from './patient.ts';

/** One row that is not blank. */
export interface RegistryRow {
  /** The header is row 1. */
  row: number;
  /** Absent when any of the problems is an error. */
  patient?: RegisteredPatient;
  problems: Problem[];
}

const findRegistryHead = (start: Buffer): Head<RegistryField> => {
  const head = findHead(start, Object.entries(registryNames) as [RegistryField, string[][]][]);
  const { at, names } = head.columns;
  const missing = neededFields.find((field) => !at.has(field));
  if (missing === undefined) return head;
  throw missingColumn(
    missing,
    [...at.values()].map((index) => names[index] ?? ''),
  );
};

const repeated = (row: number): Problem => ({
  pointer: `/${row}`,
  code: 'E_PATIENT_REPEATED',
  message: `Row ${row}: the patient stands in a row above already, with something else said; send each once.`,
});

/** Of a patient who stands there twice, the first row counts, and others only when they say the same. */
const createReader = (head: Head<RegistryField>) => {
  const seen = new Map<string, string>();
  return (row: Row): RegistryRow => {
    const problems: Problem[] = [];
    const patient = readPatient(row, head.columns, problems);
    if (patient === undefined) return { row: row.number, problems };
    const said = JSON.stringify(patient);
    const earlier = seen.get(patient.patient_id) ?? said;
    if (earlier !== said) return { row: row.number, problems: [repeated(row.number)] };
    seen.set(patient.patient_id, said);
    return { row: row.number, patient, problems };
  };
};

/**
 * Reads a patient registry row by row, as the rows come: patient_id, first_name, last_name, date_of_birth, gender,
 * medical_record_number. A row that cannot be read refuses itself and no other. A patient who stands there twice is taken
 * each time when the rows say the same, and refused from the second row on when they differ.
 * @throws InvalidInputError 400 (E_CSV, E_CSV_HEADER, E_CHARSET), 413 (E_TOO_LARGE); rows that came before are good
 */
export async function* streamPatients(chunks: AsyncIterable<Uint8Array>): AsyncIterable<RegistryRow> {
  const { head, rows } = await openTable(withWholeHead(checkedBytes(chunks)), findRegistryHead);
  const read = createReader(head);
  const bear = createPatience();
  const born = head.columns.at.get('date_of_birth') ?? 0;
  const isRow = (cells: string[]): boolean => isDate(cells[born]?.trim() ?? '');
  for await (const some of rows) {
    for (const row of some) {
      const blank = isBlank(row);
      const fault = blank ? undefined : rowFault(row, head, isRow);
      bear(row, fault, head);
      if (!blank)
        yield fault === undefined ? read(row) : { row: row.number, problems: [rowProblem(row, fault)] };
    }
  }
}
