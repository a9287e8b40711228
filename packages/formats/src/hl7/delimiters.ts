import { unreadable } from './faults.ts';

/** What separates the parts of a message; the sender chooses, in MSH-1 and MSH-2 (HL7 v2.8, chapter 2.5.4). */
export interface Delimiters {
  field: string;
  component: string;
  repetition: string;
  escape: string;
  subcomponent: string;
  /** From version 2.7 on. */
  truncation?: string;
}

export const usual: Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

/** Marks of the printable part of ASCII. A letter, a digit or what numbers are written with would tear values apart. */
const canDelimit = (marks: string): boolean => /^[!-/:-@[-`{-~]+$/.test(marks) && !/[-+.,<>=]/.test(marks);

/** MSH-2, as far as it goes: to the next field separator or the end of the line. */
const encodingOf = (header: string, field: string): string => {
  const end = header.indexOf(field, 4);
  return header.slice(4, end < 0 ? undefined : end);
};

/**
 * @param header the MSH segment
 * @throws InvalidInputError (400, E_HL7_ENC) when the marks are missing or not told apart
 */
export const readDelimiters = (header: string): Delimiters => {
  const field = header.charAt(3);
  const encoding = encodingOf(header, field);
  const marks = `${field}${encoding}`;
  const complete = encoding.length === 4 || encoding.length === 5;
  if (!complete || !canDelimit(marks) || new Set(marks).size !== marks.length) {
    const fault = 'MSH-2 is not a valid set of encoding characters; send ^~\\& behind the field separator.';
    throw unreadable('E_HL7_ENC', '/MSH-2', fault);
  }
  const [component = '', repetition = '', escaping = '', subcomponent = '', truncation] = encoding;
  return {
    field,
    component,
    repetition,
    escape: escaping,
    subcomponent,
    ...(truncation !== undefined && { truncation }),
  };
};

/** MSH-2 of a message with these delimiters. */
export const encodingCharacters = (marks: Delimiters): string =>
  `${marks.component}${marks.repetition}${marks.escape}${marks.subcomponent}${marks.truncation ?? ''}`;
