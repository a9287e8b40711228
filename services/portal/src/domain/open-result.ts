import { NotFoundError } from '@labsecure/contracts/errors';
import type { ResultListItem, ResultVersion } from '@labsecure/contracts/records';
import { comparableWith } from './comparable.ts';
import { type AppendAudit, type FindPatient, ownRecord, type Reader, writeDown } from './reader.ts';
import { currentView, type ResultView } from './result-view.ts';
import { historyOf } from './version-history.ts';

export interface ResultPorts {
  findPatient: FindPatient;
  appendAudit: AppendAudit;
  resultOf: (patient_id: string, result_id: string) => Promise<ResultVersion | undefined>;
  versionsOf: (result_id: string) => Promise<ResultVersion[]>;
  /** The patient's results collected before this one, newest first, as far back as is worth looking. */
  listBefore: (version: ResultVersion) => Promise<ResultListItem[]>;
}

/**
 * Opens one of the reader's results.
 * @throws NotFoundError for one that is not there or not theirs; nobody learns which
 * @throws UnavailableError when the look cannot be written down
 */
export const createOpenResult =
  ({ findPatient, appendAudit, resultOf, versionsOf, listBefore }: ResultPorts) =>
  async (reader: Reader, result_id: string): Promise<ResultView> => {
    const [version] = await Promise.all([
      resultOf(reader.patient_id, result_id),
      ownRecord(findPatient, reader),
    ]);
    if (!version) throw new NotFoundError();

    const open = async (item: ResultListItem) => resultOf(reader.patient_id, item.result_id);
    const compare = async (): Promise<ResultVersion[]> => {
      const found = await Promise.all(comparableWith(version, await listBefore(version)).map(open));
      return found.filter((result) => result !== undefined);
    };
    const [versions, earlier] = await Promise.all([
      versionsOf(result_id),
      compare(),
      writeDown(appendAudit, reader, 'VIEW_RESULT', result_id),
    ]);
    return currentView(version, historyOf(version, versions), earlier);
  };
