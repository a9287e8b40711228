import type { ResultVersion } from '@labsecure/contracts/records';
import { createResultReader } from './reader.ts';
import { type StoredVersion, toStored, type Withdrawal } from './stored-version.ts';
import { openTable, type RecordsOptions } from './table.ts';

export type Projection = 'written' | 'newer-exists';

/**
 * Writes results; for the processor alone. Every step may be repeated, by any number of workers, in any order: a place
 * (patient, result) only ever moves to a later version, and what it holds follows from the version alone.
 * All throw PermanentError (E_NOT_STORABLE) for an item DynamoDB cannot hold, more than 400 KB for example.
 */
export const createResultWriter = (options: RecordsOptions) => {
  const results = openTable(options, 'results');
  const versions = openTable(options, 'result-versions');
  const { versionsOf } = createResultReader(options);

  /** "At most", not "before": a worker that comes back to a version it has written may write it again. */
  const place = async (item: StoredVersion | Withdrawal): Promise<Projection> => {
    const written = await results.put(item, {
      when: 'attribute_not_exists(#version) OR #version <= :version',
      names: { '#version': 'version' },
      values: { ':version': item.version },
    });
    return written ? 'written' : 'newer-exists';
  };

  return {
    /** Adds a version to the history. Its key is its content's, so adding it again changes nothing. */
    async putVersion(version: ResultVersion): Promise<void> {
      await versions.put(toStored(version));
    },

    /** Every version so far, oldest first, consistently: a version put before this call is among them. */
    allVersions: (result_id: string): Promise<ResultVersion[]> => versionsOf(result_id),

    /** Shows this version to its patient, unless a later one stands there already. */
    project: (current: ResultVersion): Promise<Projection> => place(toStored(current)),

    /**
     * Takes the result from a patient it does not belong to (any more), and keeps versions before this one from
     * coming back to them.
     * @param version the current one, which is somebody else's; a later one of this patient's stays
     */
    withdraw: (patient_id: string, result_id: string, version: string): Promise<Projection> =>
      place({ patient_id, result_id, version, withdrawn: true }),
  };
};
export type ResultWriter = ReturnType<typeof createResultWriter>;
