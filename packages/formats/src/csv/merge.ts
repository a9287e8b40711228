import type { Problem } from '@labsecure/contracts/problem';
import type { ResultStatus } from '@labsecure/contracts/vocabulary';
import { type Fact, type Field, type ReportField, type Source, tellAt } from '../facts/fact.ts';
import { statusFrom } from '../facts/report.ts';
import { panelNamed, sexNamed } from '../facts/words.ts';
import { readMoment } from '../facts/written-date.ts';
import type { LabProfile } from '../profile.ts';

/** Rows of one result that disagree here are not of one result, or one of them is wrong. */
const mustAgree: ReportField[] = [
  'patient_id',
  'patient_name',
  'first_name',
  'last_name',
  'birth_date',
  'sex',
  'accession',
  'panel',
  'panel_name',
  'test_date',
  'collected_at',
];
/** Each row may be right for its own value, but there is one place for it: then it is left out. */
const mayDiffer: ReportField[] = ['lab_name', 'physician', 'npi', 'specimen'];

const sentences = {
  E_CSV_CONFLICT: 'says otherwise than a row above of the same result; the result is refused.',
  W_CSV_CONFLICT: 'says otherwise than a row above of the same result; left out.',
};

/** Spellings of one thing are no disagreement. */
const spoken = (field: ReportField, { text }: Fact): string => {
  if (field === 'panel' || field === 'panel_name') return panelNamed(text) ?? text.toLowerCase();
  return field === 'sex' ? (sexNamed(text) ?? text) : text;
};

const different = (field: ReportField, sources: Source[]): { first?: Fact; other?: Fact } => {
  const said = sources.flatMap(({ facts }) => facts[field] ?? []);
  const [first] = said;
  const other = first && said.find((fact) => spoken(field, fact) !== spoken(field, first));
  return { ...(first && { first }), ...(other && { other }) };
};

/** The last: with it the result was complete. What cannot be read comes first, so that it is told. */
const latest = (sources: Source[], profile: LabProfile): Fact | undefined => {
  const instant = ({ text }: Fact): number => {
    const read = readMoment(text, profile);
    return typeof read === 'object' ? Date.parse(read.at) : Number.POSITIVE_INFINITY;
  };
  const said = sources.flatMap(({ facts }) => facts.reported_at ?? []);
  return said.reduce<Fact | undefined>(
    (last, fact) => (last && instant(last) >= instant(fact) ? last : fact),
    undefined,
  );
};

/** What the rows of one result say of it together. A blank cell says nothing. */
export const mergeRows = (
  sources: Source<Field>[],
  profile: LabProfile,
  problems: Problem[],
): Source<ReportField> => {
  const facts: Source<ReportField>['facts'] = {};
  for (const field of mustAgree) {
    const { first, other } = different(field, sources);
    if (other) tellAt(other, problems, 'E_CSV_CONFLICT', sentences.E_CSV_CONFLICT);
    if (first) facts[field] = first;
  }
  for (const field of mayDiffer) {
    const { first, other } = different(field, sources);
    if (other) tellAt(other, problems, 'W_CSV_CONFLICT', sentences.W_CSV_CONFLICT);
    else if (first) facts[field] = first;
  }
  const reported = latest(sources, profile);
  if (reported) facts.reported_at = reported;
  return { facts, where: (field) => sources[0]?.where(field) ?? { pointer: '', label: 'The result' } };
};

export interface Statuses {
  /** Of the result. */
  whole: ResultStatus | undefined;
  /** Of each row. */
  rows: (ResultStatus | undefined)[];
}

/** Single values of a result may be cancelled; otherwise one result has one status. */
export const mergeStatuses = (sources: Source<Field>[], problems: Problem[]): Statuses => {
  const rows = sources.map(({ facts }) => statusFrom(facts.status, problems));
  const standing = rows.filter((status) => status !== 'cancelled');
  const whole = standing[0] ?? rows[0];
  const odd = rows.findIndex((status) => status !== 'cancelled' && status !== whole);
  const source = sources[odd];
  if (source && rows[odd] !== undefined) {
    tellAt(source.where('status'), problems, 'E_CSV_CONFLICT', sentences.E_CSV_CONFLICT);
  }
  return { whole, rows };
};
