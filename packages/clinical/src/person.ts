import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Person } from './catalogue-range.ts';

/** What the patient registry knows; it goes before what the report says. */
export interface KnownPatient {
  birth_date?: string | undefined;
  sex?: Person['sex'] | undefined;
}

/** Full years between two calendar days (`YYYY-MM-DD...`); undefined when that is no age. */
const yearsBetween = (birth: string, day: string): number | undefined => {
  const years = Number(day.slice(0, 4)) - Number(birth.slice(0, 4));
  const age = day.slice(5, 10) < birth.slice(5, 10) ? years - 1 : years;
  return Number.isInteger(age) && age >= 0 ? age : undefined;
};

/** Age at collection, on the collector's calendar, and sex. What nobody knows stays absent. */
export const personOf = (report: CanonicalReport, patient: KnownPatient = {}): Person => {
  const birth = patient.birth_date ?? report.patient.birth_date;
  const age = birth === undefined ? undefined : yearsBetween(birth, report.collected_at);
  const sex = patient.sex && patient.sex !== 'U' ? patient.sex : report.patient.sex;
  return { ...(age !== undefined && { age }), ...(sex && { sex }) };
};
