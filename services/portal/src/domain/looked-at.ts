import type { AuditEntry } from '@labsecure/contracts/records';
import { longDate } from './calendar.ts';

/** One line of "who has looked". */
export interface Looked {
  at: string;
  text: string;
  /** The result that was looked at, as long as it is theirs. */
  about?: { href: string; text: string } | undefined;
}

const deeds: Record<AuditEntry['action'], string> = {
  LIST_RESULTS: 'looked at the list of your results',
  VIEW_RESULT: 'opened a result',
  VIEW_VERSION: 'opened an earlier version of a result',
  VIEW_PROFILE: 'looked at your profile',
  DOWNLOAD_REPORT: 'downloaded a PDF of a result',
  VIEW_STATUS: 'asked how far a result has come',
  REVIEW_PATIENT: 'checked whether a result is yours',
};

const sameDeed = (a: AuditEntry, b: AuditEntry): boolean =>
  a.at.slice(0, 10) === b.at.slice(0, 10) &&
  a.actor_id === b.actor_id &&
  a.action === b.action &&
  a.result_id === b.result_id;

const actorOf = (entry: AuditEntry, subject: string | undefined): string => {
  if (entry.actor_kind === 'patient' && entry.actor_id === subject) return 'You';
  return entry.actor_kind === 'lab' ? `The laboratory ${entry.actor_name}` : entry.actor_name;
};

const lineOf = (
  { entry, times }: { entry: AuditEntry; times: number },
  subject: string | undefined,
  nameOf: (result_id: string) => string | undefined,
): Looked => {
  const actor = actorOf(entry, subject);
  const name = entry.result_id === undefined ? undefined : nameOf(entry.result_id);
  const often = times === 1 ? '' : `, ${times} times`;
  return {
    at: `${longDate(entry.at)}, ${entry.at.slice(11, 16)}`,
    text: `${actor} ${deeds[entry.action]}${often}`,
    about: name === undefined ? undefined : { href: `/results/${entry.result_id}`, text: name },
  };
};

/**
 * The audit record in plain words. The same thing done again by the same person on the same day is one line, with the
 * time of the last.
 * @param entries newest first
 * @param subject the patient's own login
 * @param nameOf what a result is called
 */
export const lookedAt = (
  entries: AuditEntry[],
  subject: string | undefined,
  nameOf: (result_id: string) => string | undefined,
): Looked[] => {
  const groups: { entry: AuditEntry; times: number }[] = [];
  for (const entry of entries) {
    const last = groups.find((group) => sameDeed(group.entry, entry));
    if (last) last.times++;
    else groups.push({ entry, times: 1 });
  }
  return groups.map((group) => lineOf(group, subject, nameOf));
};
