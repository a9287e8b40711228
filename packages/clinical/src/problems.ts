import type { Problem } from '@labsecure/contracts/problem';
import type { Reading } from './reading.ts';

const longest = 80;

const clip = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);

/** What a message calls a test: its code, and its name where it has one. */
export const labelOf = ({ sent }: Reading): string => {
  const name = sent.name?.trim();
  return clip(name && name !== sent.code ? `${name} (${sent.code})` : sent.code);
};

type Part = Exclude<keyof NonNullable<Reading['members']>, 'words'>;

const stepTo = ({ sent, members }: Reading, part: Part | undefined): string => {
  if (part === undefined || members === undefined) return '';
  const inWords = part === 'value' && sent.value.kind === 'text' ? members.words : undefined;
  return inWords ?? members[part] ?? '';
};

/**
 * Messages name tests and units and never values: they are read in answers, e-mails and logs.
 * @param part of the observation that is to be looked at; the whole of it when absent
 */
export const problemAt = (reading: Reading, code: string, message: string, part?: Part): Problem => ({
  pointer: `${reading.sent.pointer}${stepTo(reading, part)}`,
  code,
  message,
});

export const quoted = (text: string): string => `"${clip(text)}"`;

const mostRemarks = 100;

/** Remarks are kept beside the submission, so there is an end to them. */
export const limitRemarks = (problems: Problem[]): Problem[] => {
  if (problems.length <= mostRemarks) return problems;
  const more = problems.length - mostRemarks;
  const last = { pointer: '', code: 'W_MORE', message: `${more} more remarks are not listed.` };
  return [...problems.slice(0, mostRemarks), last];
};
