import { isError, type Problem } from '@labsecure/contracts/problem';
import { mostProblems } from '../errors.ts';
import { distinctProblems } from '../facts/entry.ts';
import type { Delimiters } from './delimiters.ts';
import { hl7CodeOf, isRejection } from './error-codes.ts';
import { escapeText } from './escapes.ts';
import { answeringHeader, echo, hear } from './heard.ts';

/** A sentence, and the place in the message it is about (a pointer as in problems), or none. */
export interface Information {
  pointer: string;
  message: string;
}

export interface Acknowledgement {
  /** What came, readable or not; its beginning is enough. */
  sent: Uint8Array | string;
  /** Of all of its results. Where there is an error, it is answered AE, or AR if nothing was processed. */
  problems: Problem[];
  /** Sentences that go with it, each in an ERR of severity I (HL7 table 0516). */
  information?: Information[];
  now: Date;
  /** MSH-10 of the answer: new with each. */
  control_id: string;
}

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

const toldIn = (problems: Problem[], information: Information[]): Told[] => [
  ...distinctProblems(problems)
    .slice(0, mostProblems)
    .map((problem): Told => ({ ...problem, severity: isError(problem) ? 'E' : 'W' })),
  ...information.map((said): Told => ({ ...said, code: '', severity: 'I' })),
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
    ...answeringHeader('MSH', heard, now),
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
