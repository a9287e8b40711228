import type { Lab, LocalTerms, Quirks } from '@labsecure/contracts/labs';
import type { DateFormat, MediaType } from '@labsecure/contracts/vocabulary';
import { UsageError } from '../shared/errors.ts';
import { labFaults } from './lab-faults.ts';
import type { Terms } from './read-terms.ts';

/** What an operator said of a lab. Not said: undefined. Taken away: an empty text, list or map. */
export interface Given {
  name?: string | undefined;
  clients?: string[] | undefined;
  time_zone?: string | undefined;
  formats?: MediaType[] | undefined;
  codes?: Terms | undefined;
  units?: Terms | undefined;
  value_in_obx4?: boolean | undefined;
  date_formats?: DateFormat[] | undefined;
  contact_email?: string | undefined;
  security_email?: string | undefined;
}

const isSome = (value: unknown): boolean => {
  if (value === undefined || value === false || value === '') return false;
  return typeof value !== 'object' || value === null || Object.keys(value).length > 0;
};

/** Members that say something; undefined when none does. */
const some = <T extends object>(members: T): T | undefined => {
  const said = Object.fromEntries(Object.entries(members).filter(([, value]) => isSome(value)));
  return isSome(said) ? (said as T) : undefined;
};

const missingIn = ({ name, clients, time_zone }: Given, isNew: boolean): string[] =>
  [
    isNew && name === undefined && '--name',
    (isNew || clients !== undefined) && !clients?.length && '--client',
    isNew && time_zone === undefined && '--time-zone',
  ].filter((flag) => flag !== false);

const quirksOf = (given: Given, before: Quirks = {}): Quirks | undefined =>
  some({
    value_in_obx4: given.value_in_obx4 ?? before.value_in_obx4,
    date_formats: given.date_formats ?? before.date_formats,
  });

const termsOf = (given: Given, before: LocalTerms = {}): LocalTerms | undefined =>
  some({ codes: given.codes ?? before.codes, units: given.units ?? before.units });

/**
 * The lab as it is to be registered.
 * @param before the lab as it is, where only what is said now is to change
 * @throws UsageError saying everything that is missing or wrong
 */
export const planLab = (lab_id: string, given: Given, before?: Lab): Lab => {
  const missing = missingIn(given, before === undefined);
  if (missing.length > 0) throw new UsageError(`A lab needs ${missing.join(', ')}.`);
  const [client_id = before?.client_id ?? '', ...others] = given.clients ?? [];
  const { active = true, updated_at } = before ?? {};
  const lab: Lab = {
    lab_id,
    name: given.name ?? before?.name ?? '',
    client_id,
    time_zone: given.time_zone ?? before?.time_zone ?? '',
    active,
    ...(updated_at !== undefined && { updated_at }),
    ...some({
      other_client_ids: given.clients ? others : before?.other_client_ids,
      contact_email: given.contact_email ?? before?.contact_email,
      security_email: given.security_email ?? before?.security_email,
      formats: given.formats ?? before?.formats,
      quirks: quirksOf(given, before?.quirks),
      local_terms: termsOf(given, before?.local_terms),
    }),
  };
  const faults = labFaults(lab);
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return lab;
};
