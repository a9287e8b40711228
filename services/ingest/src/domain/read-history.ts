import type { SubmissionsPage } from '@labsecure/contracts/api';
import type { Lab } from '@labsecure/contracts/labs';
import { problemsOf, type RecordLook, type SubmissionWithState, whoseIs } from './read-status.ts';
import { sideBySide } from './side-by-side.ts';

export interface HistoryPorts {
  /** Newest first. */
  submissionsOfLab: (
    labId: string,
    page: { limit: number; after?: string | undefined },
  ) => Promise<{ items: SubmissionWithState[]; after?: string }>;
  recordLook: RecordLook;
}

const recordsAtOnce = 16;

/**
 * A lab looks at what it sent. As with a single status, problems may speak of values: it is on record for each result
 * on the page, with the patient whose it became, before anything is shown.
 * @throws InvalidInputError (400) when the cursor is not one of ours
 */
export const createReadHistory =
  (ports: HistoryPorts) =>
  async (lab: Lab, page: { limit: number; cursor?: string | undefined }): Promise<SubmissionsPage> => {
    const { items, after } = await ports.submissionsOfLab(lab.lab_id, {
      limit: page.limit,
      after: page.cursor,
    });
    // What comes from an index proposes; whose it is, the fact itself says.
    const own = items.filter(({ submission }) => submission.lab_id === lab.lab_id);
    // One patient's looks one after the other: they are links of one chain, as are those at a result that is nobody's.
    const records = Map.groupBy(own, (one) => whoseIs(one) ?? `result ${one.submission.result_id}`);
    await sideBySide([...records.values()], recordsAtOnce, async (seen) => {
      const looks = new Map(seen.map((one) => [one.submission.result_id, whoseIs(one)]));
      for (const [result_id, patient_id] of looks) await ports.recordLook({ patient_id, result_id, lab });
    });
    return {
      submissions: own.map(({ submission, state }) => ({
        result_id: submission.result_id,
        submission_id: submission.submission_id,
        received_at: submission.received_at,
        media_type: submission.media_type,
        state: state?.state ?? 'RECEIVED',
        problems: problemsOf({ submission, state }),
        ...(state?.reason === undefined ? {} : { reason: state.reason }),
      })),
      ...(after !== undefined && { cursor: after }),
    };
  };
