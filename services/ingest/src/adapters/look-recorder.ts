import type { Lab } from '@labsecure/contracts/labs';
import type { Audit } from '@labsecure/records/audit';
import { chainOfResult } from '@labsecure/records/audit-chain';

/**
 * Puts on record that a lab looked at what became of a result: with the patient whose it is, and else in a chain of the
 * result's own, which shows in nobody's profile.
 */
export const createLookRecorder =
  (audit: Pick<Audit, 'append'>) =>
  async ({
    patient_id,
    result_id,
    lab,
  }: {
    patient_id?: string | undefined;
    result_id: string;
    lab: Lab;
  }): Promise<void> => {
    await audit.append({
      patient_id: patient_id ?? chainOfResult(result_id),
      result_id,
      at: new Date().toISOString(),
      actor_id: lab.client_id,
      actor_kind: 'lab',
      actor_name: lab.name,
      action: 'VIEW_STATUS',
      channel: 'api',
    });
  };
