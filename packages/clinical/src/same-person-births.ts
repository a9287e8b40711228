import type { PatientLikeness } from '@labsecure/contracts/patients';
import { oneSlipApart } from './same-person-pairs.ts';

/** `near`: one digit mistaken, two beside each other swapped, or day and month swapped. */
type BirthVerdict = PatientLikeness['birth_date'];

const digitsOf = (day: string): string => day.replaceAll('-', '');

const dayAndMonthSwapped = ([year, month, day]: string[]): string => `${year}-${day}-${month}`;

/** @param sent YYYY-MM-DD, as `registered` */
export const compareBirthDates = (sent: string | undefined, registered: string | undefined): BirthVerdict => {
  if (!sent || !registered) return 'unknown';
  if (sent === registered) return 'same';
  const near =
    oneSlipApart(digitsOf(sent), digitsOf(registered)) || dayAndMonthSwapped(sent.split('-')) === registered;
  return near ? 'near' : 'other';
};
