import type { ResultListItem, Submission } from '@labsecure/contracts/records';
import { type DashboardView, dashboardOf } from './dashboard-view.ts';
import { type AppendAudit, type FindPatient, ownRecord, type Reader, writeDown } from './reader.ts';

export interface DashboardPorts {
  findPatient: FindPatient;
  appendAudit: AppendAudit;
  listResults: (
    patient_id: string,
    page: { limit: number; after?: string | undefined },
  ) => Promise<{ items: ResultListItem[]; after?: string }>;
  pendingOfPatient: (patient_id: string) => Promise<Submission[]>;
}

const rowsPerPage = 50;

/**
 * Opens the list of the reader's results.
 * @param after cursor of the page before
 * @throws UnavailableError when the look cannot be written down
 * @throws InvalidInputError for a cursor nobody gave out
 */
export const createOpenDashboard =
  ({ findPatient, appendAudit, listResults, pendingOfPatient }: DashboardPorts) =>
  async (reader: Reader, after?: string): Promise<DashboardView> => {
    const first = after === undefined;
    const [page, pending] = await Promise.all([
      listResults(reader.patient_id, { limit: rowsPerPage, after }),
      first ? pendingOfPatient(reader.patient_id) : [],
      ownRecord(findPatient, reader).then(() => writeDown(appendAudit, reader, 'LIST_RESULTS')),
    ]);
    return dashboardOf({ items: page.items, pending, after: page.after, first });
  };
