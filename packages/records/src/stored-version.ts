import type { ResultListItem, ResultVersion } from '@labsecure/contracts/records';

/**
 * How a version lies in `results` and `result-versions`. The observations are one JSON text: numbers come back exactly
 * as they went in (DynamoDB's own are bounded), and there is one attribute to (un)marshal instead of hundreds.
 */
export type StoredVersion = Omit<ResultVersion, 'observations'> & { observations: string };

/** Stands where a result was that now belongs to another patient. Without collected_instant it is in no list. */
export interface Withdrawal {
  patient_id: string;
  result_id: string;
  version: string;
  withdrawn: true;
}

export const toStored = (version: ResultVersion): StoredVersion => ({
  ...version,
  observations: JSON.stringify(version.observations),
});

export const fromStored = (stored: StoredVersion): ResultVersion => ({
  ...stored,
  observations: JSON.parse(stored.observations),
});

/** Without what the index carries beyond the list. */
export const toListItem = ({
  collected_instant: _sortKey,
  ...item
}: ResultListItem & { collected_instant: string }): ResultListItem => item;
