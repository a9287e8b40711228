import type { ResultVersion } from '@labsecure/contracts/records';

/**
 * The versions of a result that belong to the same patient as its current one, oldest first and the current one last.
 * A version that once was filed under somebody else is never among them, nor one that has not become visible yet.
 * @param versions all that are stored, oldest first
 */
export const historyOf = (current: ResultVersion, versions: ResultVersion[]): ResultVersion[] => [
  ...versions.filter(
    ({ patient_id, version }) => patient_id === current.patient_id && version < current.version,
  ),
  current,
];
