import type { Lab } from '@labsecure/contracts/labs';
import type { Audit } from '@labsecure/records/audit';

/** Puts on record that a lab looked at what became of a patient's result. */
export const createLookRecorder =
  (audit: Pick<Audit, 'append'>) =>
  async ({
    patient_id,
    result_id,
    lab,
  }: {
    patient_id: string;
    result_id: string;
    lab: Lab;
  }): Promise<void> => {
    await audit.append({
      patient_id,
      result_id,
      at: new Date().toISOString(),
      actor_id: lab.client_id,
      actor_kind: 'lab',
      actor_name: lab.name,
      action: 'VIEW_STATUS',
      channel: 'api',
    });
  };
