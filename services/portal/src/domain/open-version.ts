import { NotFoundError } from '@labsecure/contracts/errors';
import type { ResultPorts } from './open-result.ts';
import { ownRecord, type Reader, writeDown } from './reader.ts';
import { earlierView, type ResultView } from './result-view.ts';
import { historyOf } from './version-history.ts';

type VersionPorts = Pick<ResultPorts, 'findPatient' | 'appendAudit' | 'resultOf' | 'versionsOf'>;

/**
 * Opens an earlier version of one of the reader's results.
 * @param place 1 for the oldest the reader can see
 * @returns `current` when the place is that of the current version
 * @throws NotFoundError for a result or version that is not there or not theirs
 * @throws UnavailableError when the look cannot be written down
 */
export const createOpenVersion =
  ({ findPatient, appendAudit, resultOf, versionsOf }: VersionPorts) =>
  async (reader: Reader, result_id: string, place: number): Promise<ResultView | 'current'> => {
    const [current, versions] = await Promise.all([
      resultOf(reader.patient_id, result_id),
      versionsOf(result_id),
      ownRecord(findPatient, reader),
    ]);
    if (!current) throw new NotFoundError();
    const history = historyOf(current, versions);
    const version = history[place - 1];
    if (!version) throw new NotFoundError();
    const replacement = history[place];
    if (!replacement) return 'current';
    await writeDown(appendAudit, reader, 'VIEW_VERSION', result_id);
    return earlierView(version, history.slice(0, place), replacement);
  };
