import type { AuditEntry } from '@labsecure/contracts/records';
import type { DashboardPorts } from './open-dashboard.ts';
import { type ProfileView, profileOf } from './profile-view.ts';
import { type AppendAudit, type FindPatient, ownRecord, type Reader, writeDown } from './reader.ts';

export interface ProfilePorts extends Pick<DashboardPorts, 'listResults'> {
  findPatient: FindPatient;
  appendAudit: AppendAudit;
  auditOf: (patient_id: string, page: { limit: number }) => Promise<AuditEntry[]>;
  setEmailNotifications: (patient_id: string, on: boolean) => Promise<void>;
}

const entriesShown = 100;

/**
 * Opens the reader's own profile; this very look is the first thing that stands in it.
 * @throws UnavailableError when the look cannot be written down
 */
export const createOpenProfile =
  ({ findPatient, appendAudit, auditOf, listResults }: ProfilePorts) =>
  async (reader: Reader, saved: boolean): Promise<ProfileView> => {
    const recorded = async () => {
      const patient = await ownRecord(findPatient, reader);
      await writeDown(appendAudit, reader, 'VIEW_PROFILE');
      return { patient, entries: await auditOf(reader.patient_id, { limit: entriesShown }) };
    };
    const [known, { items: results }] = await Promise.all([
      recorded(),
      listResults(reader.patient_id, { limit: entriesShown }),
    ]);
    return profileOf({ ...known, results, limit: entriesShown, saved });
  };

/** Turns the reader's e-mails on or off. */
export const createSwitchEmail =
  ({ findPatient, setEmailNotifications }: ProfilePorts) =>
  async (reader: Reader, on: boolean): Promise<void> => {
    await ownRecord(findPatient, reader);
    await setEmailNotifications(reader.patient_id, on);
  };
