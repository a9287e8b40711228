import type { Problem } from '@labsecure/contracts/problem';
import { linesAt, textAt } from '../place.ts';

/** A place in the body, and what it is called in a sentence ("Row 3, Value"). */
export interface Spot {
  pointer: string;
  label: string;
}

/** One thing the sender said: never blank, without the white space around it, fit to be shown. */
export interface Fact extends Spot {
  text: string;
}

/** Names a fault or remark. The words never quote what was sent: it may be clinical. */
export const tellAt = (
  { pointer, label }: Spot,
  problems: Problem[],
  code: string,
  fault: string,
): undefined => {
  problems.push({ pointer, code, message: `${label}: ${fault}` });
};

/** What formats that are made of plain texts can say of a result. */
export type ReportField =
  | 'patient_id'
  | 'patient_name'
  | 'first_name'
  | 'last_name'
  | 'birth_date'
  | 'sex'
  | 'lab_id'
  | 'lab_name'
  | 'accession'
  | 'panel'
  | 'panel_name'
  | 'status'
  | 'test_date'
  | 'collected_at'
  | 'reported_at'
  | 'physician'
  | 'npi'
  | 'specimen';

/** What they can say of one value. */
export type ObservationField =
  | 'code'
  | 'loinc'
  | 'code_system'
  | 'test_name'
  | 'value'
  | 'unit'
  | 'range'
  | 'range_low'
  | 'range_high'
  | 'flag'
  | 'is_abnormal'
  | 'notes';

export type Field = ReportField | ObservationField;

/** Characters, as the native format has them. */
const longest: Record<Field, number> = {
  patient_id: 64,
  patient_name: 200,
  first_name: 100,
  last_name: 100,
  birth_date: 40,
  sex: 16,
  lab_id: 64,
  lab_name: 200,
  accession: 100,
  panel: 64,
  panel_name: 200,
  status: 32,
  test_date: 40,
  collected_at: 40,
  reported_at: 40,
  physician: 200,
  npi: 20,
  specimen: 200,
  code: 64,
  loinc: 64,
  code_system: 200,
  test_name: 200,
  value: 4000,
  unit: 64,
  range: 200,
  range_low: 40,
  range_high: 40,
  flag: 16,
  is_abnormal: 16,
  notes: 4000,
};

const ofLines = new Set<Field>(['value', 'notes']);

/** What exporters write for "nothing" where no word belongs; elsewhere NA is sodium, and Null a family name. */
const nothing = /^(?:na|n\/a|null)$/i;
const mayBeNothing = new Set<Field>(['unit', 'range', 'range_low', 'range_high', 'flag', 'is_abnormal']);

/**
 * The fact in a text, by the same rules for characters as everywhere (place.ts).
 * @returns undefined when it is blank, or when it cannot be taken, which the problems then say
 */
export const factOf = (field: Field, spot: Spot, sent: string, problems: Problem[]): Fact | undefined => {
  const found: Problem[] = [];
  const place = { pointer: '', object: { sent }, numbers: new Map<string, string>(), problems: found };
  const text = ofLines.has(field) ? linesAt(place, 'sent') : textAt(place, 'sent');
  if (found.length > 0) {
    return tellAt(
      spot,
      problems,
      'E_CHARACTERS',
      'holds control characters or half characters; remove them.',
    );
  }
  if (text === undefined || (mayBeNothing.has(field) && nothing.test(text))) return undefined;
  if (text.length > longest[field]) {
    return tellAt(spot, problems, 'E_TOO_LONG', `is longer than ${longest[field]} characters.`);
  }
  return { ...spot, text };
};

/** What was said of one thing, and where it was said or would have been. */
export interface Source<F extends Field = Field> {
  facts: Partial<Record<F, Fact>>;
  where: (field: F) => Spot;
}
