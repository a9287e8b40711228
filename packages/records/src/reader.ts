import type { ResultListItem, ResultVersion } from '@labsecure/contracts/records';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { fromStored, type StoredVersion, toListItem, type Withdrawal } from './stored-version.ts';
import { openTable, type RecordsOptions } from './table.ts';

export interface ResultPage {
  items: ResultListItem[];
  /** Hand it back to get the next page; absent on the last one. */
  after?: string;
}

/** Reads results. Whoever calls it has decided already that the reader may see this patient. */
export const createResultReader = (options: RecordsOptions) => {
  const results = openTable(options, 'results');
  const versions = openTable(options, 'result-versions');

  return {
    /** The current version as this patient sees it; `undefined` when there is none, or none any more. */
    async resultOf(patient_id: string, result_id: string): Promise<ResultVersion | undefined> {
      const item = await results.get<StoredVersion | Withdrawal>({ patient_id, result_id });
      return item === undefined || 'withdrawn' in item ? undefined : fromStored(item);
    },

    /**
     * Newest first by collection time, out of an index: a result may be missing from it for a moment after it became
     * visible.
     * @param page.limit items per page
     * @throws InvalidInputError (400) when `after` is not one this function gave
     */
    async listResults(
      patient_id: string,
      page: { limit: number; after?: string | undefined },
    ): Promise<ResultPage> {
      const { items, more } = await results.page<ResultListItem & { collected_instant: string }>({
        IndexName: 'by-collected',
        KeyConditionExpression: 'patient_id = :patient',
        ExpressionAttributeValues: { ':patient': patient_id },
        ScanIndexForward: false,
        // One more than asked for, so that a last page that is exactly full does not promise another.
        Limit: page.limit + 1,
        ...(page.after !== undefined && { ExclusiveStartKey: { patient_id, ...decodeCursor(page.after) } }),
      });
      const shown = items.slice(0, page.limit);
      const last = shown.at(-1);
      const after = last && (more || items.length > shown.length) ? encodeCursor(last) : undefined;
      return { items: shown.map(toListItem), ...(after !== undefined && { after }) };
    },

    /** Every version of a result, oldest first. They may belong to different patients: look at each one's patient_id. */
    async versionsOf(result_id: string): Promise<ResultVersion[]> {
      const stored = await versions.all<StoredVersion>({
        KeyConditionExpression: 'result_id = :result',
        ExpressionAttributeValues: { ':result': result_id },
        ConsistentRead: true,
      });
      return stored.map(fromStored);
    },
  };
};
export type ResultReader = ReturnType<typeof createResultReader>;
