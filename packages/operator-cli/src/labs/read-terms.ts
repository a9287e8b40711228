import { analyteMeant } from '@labsecure/clinical/catalogue';
import { termKey } from '@labsecure/clinical/local-terms';
import { checkLoinc } from '@labsecure/clinical/loinc';
import { meaningOf } from '@labsecure/clinical/ucum';
import { parse } from 'csv-parse/sync';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { UsageError } from '../shared/errors.ts';

/** What a lab's words mean: LOINC codes and catalogue ids, or UCUM. */
export type Terms = Record<string, string>;

interface Kind {
  /** The columns of a table. */
  columns: [term: string, meaning: string];
  /** What is wrong with a meaning, in words that follow it; undefined when nothing is. */
  fault: (meaning: string) => string | undefined;
}

const codeFault = (meaning: string): string | undefined => {
  if (analyteMeant(meaning)) return undefined;
  const verdict = checkLoinc(meaning);
  if (verdict.valid) return 'is a LOINC code that the catalogue does not have';
  if (verdict.expected !== undefined)
    return `is not a LOINC code: its check digit should be ${verdict.expected}`;
  return 'is neither a LOINC code nor an analyte of the catalogue';
};

const kinds = {
  codes: { columns: ['code', 'means'], fault: codeFault },
  units: {
    columns: ['unit', 'ucum'],
    fault: (meaning) => (meaningOf(meaning) ? undefined : 'is not UCUM'),
  },
} satisfies Record<string, Kind>;

interface Row {
  /** Where it stands, for a person. */
  place: string;
  term: string;
  meaning: string;
}

const longest = 200;
const mostShown = 20;

const textOf = (name: string, bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${name} is not UTF-8.`);
  }
};

const TermsFile = Type.Record(Type.String(), Type.String());

const rowsOfJson = (name: string, text: string): Row[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${name} is not JSON.`);
  }
  if (!Value.Check(TermsFile, value))
    throw new UsageError(`${name} has to be an object of texts: {"term": "meaning"}.`);
  return Object.entries(value).map(([term, meaning]) => ({
    place: `"${term}"`,
    term: term.trim(),
    meaning: meaning.trim(),
  }));
};

const rowsOfCsv = (name: string, text: string, [termColumn, meaningColumn]: Kind['columns']): Row[] => {
  const lines: number[] = [];
  let rows: string[][];
  try {
    rows = parse(text, {
      trim: true,
      skip_empty_lines: true,
      on_record: (record: string[], info) => {
        lines.push(info.lines);
        return record;
      },
    });
  } catch {
    throw new UsageError(
      `${name} is not CSV: each row needs as many columns as the first, and quotes in pairs.`,
    );
  }
  const [header, ...body] = rows;
  const names = (header ?? []).map((cell) => cell.toLowerCase());
  const [term, meaning] = [names.indexOf(termColumn), names.indexOf(meaningColumn)];
  if (term < 0 || meaning < 0)
    throw new UsageError(
      `${name}: the first row has to name the columns ${termColumn} and ${meaningColumn}.`,
    );
  return body.map((record, at) => ({
    place: `line ${lines[at + 1]}`,
    term: record[term] ?? '',
    meaning: record[meaning] ?? '',
  }));
};

const faultsIn = (rows: Row[], { fault }: Kind): string[] => {
  const known = new Map<string, string>();
  return rows.flatMap(({ place, term, meaning }) => {
    if (term === '') return [`${place}: the first column is empty.`];
    if (term.length > longest) return [`${place}: longer than ${longest} characters.`];
    const earlier = known.get(termKey(term)) ?? meaning;
    known.set(termKey(term), earlier);
    if (earlier !== meaning) return [`${place}: "${term}" stands there twice, with two meanings.`];
    const wrong = fault(meaning);
    return wrong ? [`${place}: "${meaning}" ${wrong}.`] : [];
  });
};

/**
 * A lab's code map (columns code and means) or unit map (unit and ucum), from a CSV file or a JSON object.
 * @param name of the file; `.json` is JSON, everything else CSV
 * @throws UsageError naming every row that cannot be taken
 */
export const readTerms = (name: string, bytes: Uint8Array, which: keyof typeof kinds): Terms => {
  const kind: Kind = kinds[which];
  const text = textOf(name, bytes);
  const rows = /\.json$/i.test(name) ? rowsOfJson(name, text) : rowsOfCsv(name, text, kind.columns);
  const faults = faultsIn(rows, kind);
  if (faults.length > 0) {
    const more = faults.length > mostShown ? [`and ${faults.length - mostShown} more.`] : [];
    throw new UsageError([`${name} cannot be taken:`, ...faults.slice(0, mostShown), ...more].join('\n'));
  }
  return Object.fromEntries(rows.map(({ term, meaning }) => [term, meaning]));
};
