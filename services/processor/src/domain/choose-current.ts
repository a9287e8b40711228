import type { ResultVersion } from '@labsecure/contracts/records';

/**
 * The version to show: the greatest in version order, whatever the order in which they came.
 * @param versions all of one result, in any order
 */
export const chooseCurrent = (versions: ResultVersion[]): ResultVersion | undefined =>
  versions.reduce<ResultVersion | undefined>(
    (current, version) => (current === undefined || version.version > current.version ? version : current),
    undefined,
  );

/** Patients whom an earlier version named and the current one does not: from them the result is withdrawn. */
export const formerPatients = (versions: ResultVersion[], current: ResultVersion): string[] => {
  const patients = new Set(versions.map(({ patient_id }) => patient_id));
  patients.delete(current.patient_id);
  return [...patients];
};
