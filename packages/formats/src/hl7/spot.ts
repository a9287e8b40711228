import type { Problem } from '@labsecure/contracts/problem';
import { linesAt, type Place, tell, textAt } from '../place.ts';
import { unescapeText } from './escapes.ts';
import type { Message, Segment } from './message.ts';

/** A segment that is being read, and where its problems go. */
export interface Spot {
  message: Message;
  segment: Segment;
  problems: Problem[];
}

const noNumbers = new Map<string, string>();

/** `OBX[2]-5.1`; the number only where the segment repeats. */
export const nameAt = ({ message, segment }: Spot, field?: number, component?: number): string => {
  const { id, number } = segment;
  const counted = (message.counts.get(id) ?? 0) > 1 ? `${id}[${number}]` : id;
  return `${counted}${field === undefined ? '' : `-${field}`}${component === undefined ? '' : `.${component}`}`;
};

const placeOf = (spot: Spot, object: Record<string, unknown>): Place => ({
  pointer: '',
  object,
  numbers: noNumbers,
  problems: spot.problems,
});

/** Names a fault or remark at a field. The message never quotes what was sent: it may be clinical. */
export const tellAt = (
  spot: Spot,
  field: number,
  code: string,
  fault: string,
  component?: number,
): undefined => tell(placeOf(spot, {}), nameAt(spot, field, component), code, fault);

export const requireAt = (spot: Spot, field: number, name: string): undefined => {
  const pointer = `/${nameAt(spot, field)}`;
  spot.problems.push({
    pointer,
    code: 'E_HL7_REQUIRED',
    message: `${pointer.slice(1)} (${name}) is required.`,
  });
};

/** The characters of a field, escapes included; empty for `""`, by which HL7 says that there is nothing. */
export const rawAt = ({ segment }: Spot, field: number): string => {
  const raw = (segment.fields[field] ?? '').trim();
  return raw === '""' ? '' : raw;
};

export const repetitionsOf = ({ message }: Spot, raw: string): string[] =>
  raw.split(message.marks.repetition);

const partOf = (raw: string, mark: string, number: number): string => {
  let start = 0;
  for (let at = 1; at < number; at += 1) {
    const next = raw.indexOf(mark, start);
    if (next < 0) return '';
    start = next + 1;
  }
  const end = raw.indexOf(mark, start);
  return raw.slice(start, end < 0 ? undefined : end).trim();
};

/** A component, numbered from 1, of one repetition. */
export const componentOf = ({ message }: Spot, raw: string, component: number): string => {
  const part = partOf(raw, message.marks.component, component);
  return part === '""' ? '' : part;
};

export const subcomponentOf = ({ message }: Spot, raw: string, subcomponent: number): string =>
  partOf(raw, message.marks.subcomponent, subcomponent);

/** What a raw text has to hold to, and where it stands. */
export interface TextRule {
  field: number;
  component?: number;
  /** Characters at the most. */
  limit: number;
  /** Whether line ends and tabs belong. */
  lines?: boolean;
}

/** Nothing in it can be wrong: so are nearly all texts, and the rest of the checks is spared them. */
const plain = /^[ -~]*$/;

/** A text without escapes and the white space around it; undefined when it is absent, blank or not to be kept. */
export const cleanText = (spot: Spot, raw: string, rule: TextRule): string | undefined => {
  if (raw === '') return undefined;
  const { field, component, limit, lines } = rule;
  if (raw.length <= limit && plain.test(raw) && !raw.includes(spot.message.marks.escape)) {
    return raw.trim() || undefined;
  }
  const { text, odd } = unescapeText(raw, spot.message.marks, spot.message.charset);
  if (odd) {
    tellAt(spot, field, 'W_HL7_ESCAPE', 'an escape sequence is not known here; kept as sent.', component);
  }
  const key = nameAt(spot, field, component);
  const ended = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const clean = (lines ? linesAt : textAt)(placeOf(spot, { [key]: ended }), key);
  if (clean === undefined || clean.length <= limit) return clean;
  return tellAt(spot, field, 'E_TOO_LONG', `longer than ${limit} characters.`, component);
};

/** The text of a component of the field's first repetition. */
export const textIn = (spot: Spot, field: number, component: number, limit: number): string | undefined => {
  const first = partOf(rawAt(spot, field), spot.message.marks.repetition, 1);
  return cleanText(spot, componentOf(spot, first, component), { field, component, limit });
};

/** The first of these components that says something. */
export const firstText = (
  spot: Spot,
  field: number,
  components: number[],
  limit: number,
): string | undefined => {
  for (const component of components) {
    const text = textIn(spot, field, component, limit);
    if (text !== undefined) return text;
  }
  return undefined;
};
