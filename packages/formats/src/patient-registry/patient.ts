import type { Problem } from '@labsecure/contracts/problem';
import type { Sex } from '@labsecure/contracts/vocabulary';
import { cellSpot } from '../csv/cells.ts';
import type { Columns } from '../csv/columns.ts';
import type { Row } from '../csv/rows.ts';
import { damageOf, looksLikeFormula } from '../csv/spreadsheet.ts';
import { type Field, factOf, tellAt } from '../facts/fact.ts';
import { isPatientId, patientIdFault } from '../facts/patient-id.ts';
import { sexNamed } from '../facts/words.ts';
import { isDate } from '../timestamp.ts';
import type { RegistryField } from './names.ts';

/** One patient of a registry, normalised. */
export interface RegisteredPatient {
  patient_id: string;
  first_name?: string;
  last_name?: string;
  /** YYYY-MM-DD */
  date_of_birth?: string;
  gender?: Sex;
  medical_record_number?: string;
}

/** Whose rules for length and damage hold for each. */
const rules: Record<RegistryField, Field> = {
  patient_id: 'patient_id',
  first_name: 'first_name',
  last_name: 'last_name',
  date_of_birth: 'birth_date',
  gender: 'sex',
  medical_record_number: 'accession',
};

/** Unlike in results, nothing here is kept that a spreadsheet would run: no name starts so, and the copy is opened by hand. */
const textIn = (row: Row, field: RegistryField, columns: Columns<RegistryField>, problems: Problem[]) => {
  const spot = cellSpot(row, field, columns);
  const fact = factOf(rules[field], spot, row.cells[columns.at.get(field) ?? -1] ?? '', problems);
  if (fact === undefined) return undefined;
  const damage = damageOf(rules[field], fact.text);
  if (damage) return tellAt(spot, problems, damage.code, damage.fault);
  if (!looksLikeFormula(fact.text) && !/^[+-]/.test(fact.text)) return fact.text;
  return tellAt(
    spot,
    problems,
    'E_CSV_FORMULA',
    'a spreadsheet would take it for a formula; send what it shows.',
  );
};

/** @returns undefined where there is something wrong, which the problems say */
export const readPatient = (
  row: Row,
  columns: Columns<RegistryField>,
  problems: Problem[],
): RegisteredPatient | undefined => {
  const spot = (field: RegistryField) => cellSpot(row, field, columns);
  const text = (field: RegistryField) => textIn(row, field, columns, problems);
  const before = problems.length;
  const id = text('patient_id');
  const [first, last, born, gender] = [
    text('first_name'),
    text('last_name'),
    text('date_of_birth'),
    text('gender'),
  ];
  const number = text('medical_record_number');
  if (problems.length > before) return undefined;
  if (id === undefined) return tellAt(spot('patient_id'), problems, 'E_REQUIRED', 'is required.');
  if (!isPatientId(id)) return tellAt(spot('patient_id'), problems, 'E_VALUE', patientIdFault);
  if (first === undefined && last === undefined) {
    return tellAt(spot('last_name'), problems, 'E_REQUIRED', 'is required, or the first name.');
  }
  if (born !== undefined && !isDate(born)) {
    return tellAt(spot('date_of_birth'), problems, 'E_DEMOGRAPHICS', 'not a date; send YYYY-MM-DD.');
  }
  const sex = gender === undefined ? undefined : sexNamed(gender);
  if (gender !== undefined && sex === undefined) {
    return tellAt(spot('gender'), problems, 'E_DEMOGRAPHICS', 'send one of M, F, O, U.');
  }
  if (born === undefined) tellAt(spot('date_of_birth'), problems, 'W_DEMOGRAPHICS', 'there is none.');
  return {
    patient_id: id,
    ...(first !== undefined && { first_name: first }),
    ...(last !== undefined && { last_name: last }),
    ...(born !== undefined && { date_of_birth: born }),
    ...(sex !== undefined && { gender: sex }),
    ...(number !== undefined && { medical_record_number: number }),
  };
};
