import { isError, type Problem } from '@labsecure/contracts/problem';
import { type Delimiters, readDelimiters } from '@labsecure/formats/hl7/delimiters';
import { unescapeText } from '@labsecure/formats/hl7/escapes';
import { followedIn, type Told } from './told.ts';

/** One acknowledgement: its segments, cut into fields. */
interface Acknowledgement {
  marks: Delimiters;
  segments: string[][];
}

const marksIn = (header: string): Delimiters | undefined => {
  try {
    return readDelimiters(header);
  } catch {
    return undefined;
  }
};

const acknowledgementOf = (lines: string[]): Acknowledgement | undefined => {
  const marks = marksIn(lines[0] ?? '');
  return marks && { marks, segments: lines.map((line) => line.split(marks.field)) };
};

/** As far as `/OBX[2]-5.1` goes. */
const pointerOf = (location: string, { component }: Delimiters): string => {
  const [segment = '', number = '', field = '', , part = ''] = location.split(component);
  if (segment === '') return '';
  const repeated = number === '' || number === '1' ? '' : `[${number}]`;
  return `/${segment}${repeated}${field && `-${field}`}${part && `.${part}`}`;
};

/** ERR-2 is where, ERR-4 how bad, ERR-5 the platform's code, ERR-7 a sentence (HL7 v2.8, chapter 2.14.5). */
const problemOf = (fields: string[], marks: Delimiters): Problem => {
  const [, , location = '', , severity = 'E', code = '', , message = ''] = fields;
  return {
    pointer: pointerOf(location, marks),
    code: unescapeText(code, marks).text || `${severity === 'E' ? 'E' : 'W'}_HL7`,
    message: unescapeText(message, marks).text,
  };
};

/** Severity I (HL7 table 0516) is no fault: it says where a result is followed. */
const isInformation = (fields: string[]): boolean => fields[0] === 'ERR' && fields[4] === 'I';

const resultsIn = ({ marks, segments }: Acknowledgement) =>
  segments
    .filter(isInformation)
    .flatMap((fields) => followedIn(fields.join(' '), pointerOf(fields[2] ?? '', marks)));

const problemsOf = ({ marks, segments }: Acknowledgement): Problem[] => {
  const faults = segments.filter((fields) => fields[0] === 'ERR' && !isInformation(fields));
  const problems = faults.map((fields) => problemOf(fields, marks));
  const [, code = 'AR', , text = ''] = segments.find(([id]) => id === 'MSA') ?? [];
  if (code === 'AA' || problems.some(isError)) return problems;
  return [...problems, { pointer: '', code: 'E_HL7', message: unescapeText(text, marks).text }];
};

/**
 * An HL7 acknowledgement, or one for each message of a batch, which may stand between its own headers and trailers;
 * undefined when it is none.
 */
export const hl7Answer = (text: string): Told | undefined => {
  const messages = text
    .split(/(?=^MSH)/m)
    .filter((part) => part.startsWith('MSH'))
    .map((message) => message.split(/[\r\n]+/).filter(Boolean));
  const read = messages.map(acknowledgementOf).filter((one) => one !== undefined);
  if (!read.some(({ segments }) => segments.some(([id]) => id === 'MSA'))) return undefined;
  const placed = <T extends object>(of: (one: Acknowledgement) => T[]): (T & { row?: number })[] =>
    read.flatMap((one, index) =>
      of(one).map((told) => (read.length > 1 ? { row: index + 1, ...told } : told)),
    );
  return { problems: placed(problemsOf), results: placed(resultsIn) };
};
