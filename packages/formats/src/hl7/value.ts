import type { SentValue } from '@labsecure/contracts/canonical-report';
import { isError } from '@labsecure/contracts/problem';
import { numberFaults, readValue } from '../quantity.ts';
import { type Clock, readDay } from './moment.ts';
import { cleanText, componentOf, rawAt, repetitionsOf, requireAt, type Spot, tellAt } from './spot.ts';

const limit = 20_000;

/** What reading a value needs to know. */
export interface ValueRule {
  /** OBX-5, or where this lab puts it. */
  field: number;
  /** Whether the status of the observation says that there has to be a value. */
  needed: boolean;
  clock: Clock;
}

type Reader = (spot: Spot, raw: string, rule: ValueRule) => SentValue | undefined;

/** Repetitions are lines; of words nothing but the escapes is changed. */
const textOf = (spot: Spot, raw: string, field: number): SentValue | undefined => {
  const lines = repetitionsOf(spot, raw).map(
    (one) => cleanText(spot, one, { field, limit, lines: true }) ?? '',
  );
  const sent = lines.join('\n').trim();
  return { kind: 'text', sent };
};

const isSeveral = (spot: Spot, raw: string): boolean => raw.includes(spot.message.marks.repetition);

const told = (spot: Spot, field: number, read: ReturnType<typeof readValue>): SentValue | undefined =>
  typeof read === 'string' ? tellAt(spot, field, ...numberFaults[read]) : read;

const several = (spot: Spot, raw: string, field: number): SentValue | undefined => {
  tellAt(spot, field, 'W_HL7_REPEATED', 'several values in one OBX; kept as text.');
  return textOf(spot, raw, field);
};

/** A number, or one behind a comparator. Words are allowed where the status says that there is no value. */
const numeric: Reader = (spot, raw, { field, needed }) => {
  if (isSeveral(spot, raw)) return several(spot, raw, field);
  const read = told(spot, field, readValue(raw));
  if (read === undefined) return undefined;
  if (read.kind === 'text') {
    if (!needed) return textOf(spot, raw, field);
    return tellAt(spot, field, 'E_NOT_NUMERIC', 'the value is not a number (OBX-2 is NM).');
  }
  if (read.comparator !== undefined) {
    tellAt(spot, field, 'W_NOT_NUMERIC', 'a comparator stands before the number (OBX-2 is NM); send SN.');
  }
  return read;
};

const comparators = ['', '<', '>', '<=', '>=', '=', '<>'];
const separators = ['-', '+', '/', ':'];

const isPlain = (digits: string): boolean => /^[+-]?\d{1,20}(?:\.\d{1,20})?$/.test(digits);

/** Structured numeric: comparator^number^separator^number (HL7 v2.8, chapter 2A.3.71). */
const structured: Reader = (spot, raw, { field }) => {
  if (isSeveral(spot, raw)) return several(spot, raw, field);
  const [comparator = '', first = '', separator = '', second = ''] = [1, 2, 3, 4].map((component) =>
    componentOf(spot, raw, component),
  );
  const wrong = () => tellAt(spot, field, 'E_NOT_NUMERIC', 'not a structured number (OBX-2 is SN).');
  if (!comparators.includes(comparator)) return wrong();
  if (separator === '' && second === '') {
    const read = told(spot, field, readValue(`${comparator.replace(/^(?:=|<>)$/, '')}${first}`));
    if (read?.kind === 'text') return wrong();
    return read !== undefined && comparator === '<>' ? { kind: 'text', sent: `<>${first}` } : read;
  }
  const whole = isPlain(first) && (isPlain(second) || (second === '' && separator === '+'));
  if (!whole || !separators.includes(separator)) return wrong();
  return { kind: 'text', sent: `${comparator}${first}${separator}${second}` };
};

/** A text that is a number is one, as in the other formats. */
const words: Reader = (spot, raw, { field }) => {
  const read = told(spot, field, readValue(raw));
  return read?.kind === 'text' ? textOf(spot, raw, field) : read;
};

/** The words of a coded value: as originally written, else its text, else the alternate's, else the code. */
const coded: Reader = (spot, raw, { field }) => {
  const lines = repetitionsOf(spot, raw).map((one) => {
    const texts = [9, 2, 5, 1].map((component) => componentOf(spot, one, component));
    return cleanText(spot, texts.find((text) => text !== '') ?? '', { field, limit, lines: true }) ?? '';
  });
  return { kind: 'text', sent: lines.join('\n').trim() };
};

const dated: Reader = (spot, raw, { field, clock }) => {
  if (readDay(raw, clock) === undefined) return tellAt(spot, field, 'E_DATE', 'not a valid date.');
  return { kind: 'text', sent: raw };
};

/** HL7 table 0125, the types a laboratory's value can have. */
const readers = new Map<string, Reader>([
  ['NM', numeric],
  ['SN', structured],
  ['ST', words],
  ['TX', words],
  ['FT', words],
  ['ID', words],
  ['IS', words],
  ['CE', coded],
  ['CWE', coded],
  ['CNE', coded],
  ['CF', coded],
  ['DT', dated],
  ['TS', dated],
  ['DTM', dated],
  ['TM', (spot, raw, { field }) => textOf(spot, raw, field)],
]);

/** Files and references to them: they stay in what was received and are not shown. */
const attachments = ['ED', 'RP'];

export const isAttachment = (spot: Spot): boolean => attachments.includes(rawAt(spot, 2));

/** @returns undefined where there is something wrong, which the problems name; an empty text where there is no value */
export const valueAt = (spot: Spot, rule: ValueRule): SentValue | undefined => {
  const raw = rawAt(spot, rule.field);
  const type = rawAt(spot, 2);
  const empty: SentValue = { kind: 'text', sent: '' };
  const noValue = () => tellAt(spot, rule.field, 'E_NO_VALUE', 'the status is final but there is no value.');
  if (raw === '') return rule.needed ? noValue() : empty;
  const reader = readers.get(type);
  if (reader === undefined) {
    const fault = `not a type of value that can be read; send one of ${[...readers.keys()].join(', ')}.`;
    return type === '' ? requireAt(spot, 2, 'value type') : tellAt(spot, 2, 'E_HL7_VALUE_TYPE', fault);
  }
  const known = spot.problems.length;
  const read = reader(spot, raw, rule);
  if (read?.sent !== '' || !rule.needed) return read;
  return spot.problems.slice(known).some(isError) ? undefined : noValue();
};
