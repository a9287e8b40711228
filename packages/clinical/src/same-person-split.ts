import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Patient } from '@labsecure/contracts/patients';
import type { RegisteredName } from './same-person-names.ts';
import { isTitle } from './same-person-words.ts';

/** Begin a family name of several words, as in "van der Berg". */
const beginnings = new Set(
  'de da do dos das del della di du la le van von der den ter ten al el bin ibn'.split(' '),
);

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * The given and the family name in a name as a lab wrote it: what stands before a comma is the family name; without a
 * comma it is the last word, with the particles before it. A guess, to be shown and not to be decided by: comparisons
 * do not mind which is which.
 */
export const splitName = (name: string): RegisteredName => {
  const [before = [], ...behind] = name
    .split(',')
    .map((part) => words(part).filter((word) => !isTitle(word)))
    .filter((part) => part.length > 0);
  if (behind.length > 0) return { given_name: behind.flat().join(' '), family_name: before.join(' ') };
  let from = Math.max(before.length - 1, 0);
  while (from > 1 && beginnings.has(before[from - 1]?.toLowerCase() ?? '')) from--;
  return { given_name: before.slice(0, from).join(' '), family_name: before.slice(from).join(' ') };
};

/** Somebody nobody has registered yet, as a report knows them. */
export const provisionalFrom = (sent: CanonicalReport['patient']): Patient => ({
  patient_id: sent.id,
  ...splitName(sent.name ?? ''),
  ...(sent.birth_date !== undefined && { birth_date: sent.birth_date }),
  ...(sent.sex !== undefined && { sex: sent.sex }),
  email_notifications: true,
  provisional: true,
});
