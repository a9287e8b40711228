import type { SubmissionsPage } from '@labsecure/contracts/api';
import type { Lab } from '@labsecure/contracts/labs';
import { problemsOf, type SubmissionWithState, whoseIs } from './read-status.ts';
import { sideBySide } from './side-by-side.ts';

export interface HistoryPorts {
  /** Newest first. */
  submissionsOfLab: (
    labId: string,
    page: { limit: number; after?: string | undefined },
  ) => Promise<{ items: SubmissionWithState[]; after?: string }>;
  /** Resolves once the look is on record. */
  recordLook: (look: { patient_id: string; result_id: string; lab: Lab }) => Promise<void>;
}

const patientsAtOnce = 16;

/**
 * A lab looks at what it sent. As with a single status, problems may speak of values: it is on record for each patient
 * and result on the page before anything is shown.
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
    const looks = Map.groupBy(own, whoseIs);
    // One patient's looks one after the other: they are links of one chain.
    await sideBySide([...looks], patientsAtOnce, async ([patient_id, seen]) => {
      const results = new Set(seen.map(({ submission }) => submission.result_id));
      for (const result_id of results) await ports.recordLook({ patient_id, result_id, lab });
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
