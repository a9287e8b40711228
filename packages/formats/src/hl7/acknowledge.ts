import { isError, type Problem } from '@labsecure/contracts/problem';
import { mostProblems } from '../errors.ts';
import { type Delimiters, encodingCharacters, readDelimiters, usual } from './delimiters.ts';
import { hl7CodeOf, isRejection } from './error-codes.ts';
import { escapeText } from './escapes.ts';

export interface Acknowledgement {
  /** What came, readable or not; its beginning is enough. */
  sent: Uint8Array | string;
  /** Of all of its results. Where there is an error, it is answered AE, or AR if nothing was processed. */
  problems: Problem[];
  /** Sentences that go with it, each in an ERR of severity I (HL7 table 0516). */
  information?: string[];
  now: Date;
  /** MSH-10 of the answer: new with each. */
  control_id: string;
}

/** The header of what came, as far as it can be trusted. */
export interface Heard {
  marks: Delimiters;
  /** By HL7's own numbers. */
  fields: string[];
}

const longestHeader = 4096;
export const us = 'LABSECURE';

const beginningOf = (sent: Uint8Array | string): string =>
  typeof sent === 'string'
    ? sent.slice(0, longestHeader)
    : new TextDecoder('utf-8').decode(sent.subarray(0, longestHeader));

const marksIn = (header: string): Delimiters | undefined => {
  try {
    return readDelimiters(header);
  } catch {
    return undefined;
  }
};

const delimiting = /[|^~\\&]/g;

/**
 * The header of a message, batch or file. One whose marks are wrong may still say which it is.
 * @param id of the segment
 */
export const hear = (sent: Uint8Array | string, id: 'MSH' | 'BHS' | 'FHS'): Heard => {
  const lines = beginningOf(sent).split(/[\r\n]+/);
  const isHeader = (line: string): boolean => line.startsWith(id) && /^...[^A-Za-z0-9\s]/.test(line);
  const header = lines.map((line) => line.trim()).find(isHeader) ?? '';
  const marks = marksIn(header);
  const fields = header === '' ? [] : [id, ...header.split(header.charAt(3))];
  const plain = marks ? fields : fields.map((field) => field.replace(delimiting, ''));
  return { marks: marks ?? usual, fields: plain };
};

/** As it was sent, escapes included, for the marks are the same; nothing that ends a line, and not without end. */
export const echo = ({ fields }: Heard, field: number, otherwise = ''): string =>
  (fields[field] ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 200) || otherwise;

export const timeOf = (now: Date): string => `${now.toISOString().replace(/[-:T]|\..*$/g, '')}+0000`;

interface Location {
  segment: string;
  number: string;
  field: string;
  component: string;
}

const place = /^\/([A-Z][A-Z0-9]{2})(?:\[(\d+)\])?(?:-(\d+)(?:\.(\d+))?)?$/;

const locationOf = (pointer: string): Location | undefined => {
  const [, segment, number = '1', field = '', component = ''] = place.exec(pointer) ?? [];
  return segment === undefined ? undefined : { segment, number, field, component };
};

const trimEnd = (parts: string[]): string[] => parts.slice(0, parts.findLastIndex((part) => part !== '') + 1);

interface Told extends Problem {
  severity: 'E' | 'W' | 'I';
}

/** Versions before 2.5 know only ERR-1, later ones no longer (HL7 v2.8, chapter 2.14.5). */
const isOld = (version: string): boolean => /^2\.[34]/.test(version);

const errorSegment = (told: Told, marks: Delimiters, version: string): string => {
  const { code, meaning } = hl7CodeOf(told.code);
  const location = locationOf(told.pointer);
  const { segment = '', number = '', field = '', component = '' } = location ?? {};
  const parts = (texts: string[]) => trimEnd(texts).join(marks.component);
  const coded = [String(code), meaning, 'HL70357'];
  const old = isOld(version) ? parts([segment, number, field, coded.join(marks.subcomponent)]) : '';
  const repetition = component === '' ? '' : '1';
  return [
    'ERR',
    old,
    parts([segment, number, field, repetition, component]),
    coded.join(marks.component),
    told.severity,
    escapeText(told.code, marks),
    '',
    escapeText(told.message, marks),
  ].join(marks.field);
};

const codeOf = (errors: Problem[]): 'AA' | 'AE' | 'AR' => {
  if (errors.length === 0) return 'AA';
  return errors.some(({ code }) => isRejection(code)) ? 'AR' : 'AE';
};

const once = (problems: Problem[]): Problem[] => {
  const known = new Map(problems.map((problem) => [`${problem.code} ${problem.pointer}`, problem]));
  return [...known.values()].slice(0, mostProblems);
};

const toldIn = (problems: Problem[], information: string[]): Told[] => [
  ...once(problems).map((problem): Told => ({ ...problem, severity: isError(problem) ? 'E' : 'W' })),
  ...information.map((message): Told => ({ pointer: '', code: '', message, severity: 'I' })),
];

/**
 * The answer to a message (ACK^R01): AA when it was taken, AE when its contents have to be put right, AR when it was not
 * looked at, with an ERR for each problem. In the sender's version and with its delimiters; of a body that has no header
 * to answer to, in the usual ones. Segments end with CR. Holds no more of what was sent than its header's own names.
 */
export const acknowledge = ({
  sent,
  problems,
  information = [],
  now,
  control_id,
}: Acknowledgement): string => {
  const heard = hear(sent, 'MSH');
  const { marks } = heard;
  const version = echo(heard, 12, '2.5.1');
  const errors = problems.filter(isError);
  const text = errors[0]?.message ?? 'Message accepted';
  const header = [
    'MSH',
    encodingCharacters(marks),
    echo(heard, 5, us),
    echo(heard, 6, us),
    echo(heard, 3),
    echo(heard, 4),
    timeOf(now),
    '',
    ['ACK', 'R01', 'ACK'].join(marks.component),
    escapeText(control_id, marks),
    echo(heard, 11, 'P'),
    version,
  ];
  const segments = [
    header.join(marks.field),
    ['MSA', codeOf(errors), echo(heard, 10), escapeText(text, marks)].join(marks.field),
    ...toldIn(problems, information).map((told) => errorSegment(told, marks, version)),
  ];
  return segments.map((segment) => `${segment}\r`).join('');
};
