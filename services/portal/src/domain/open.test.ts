import { NotFoundError, UnavailableError } from '@labsecure/contracts/errors';
import type { Patient } from '@labsecure/contracts/patients';
import type { ResultVersion } from '@labsecure/contracts/records';
import { describe, expect, it } from 'vitest';
import { bloodCount, lipids, reportOf, versionOf } from '../../test/reports.ts';
import { createOpenDashboard } from './open-dashboard.ts';
import { createOpenProfile, createSwitchEmail } from './open-profile.ts';
import { createOpenResult } from './open-result.ts';
import { createOpenVersion } from './open-version.ts';
import { type FindPatient, NoPatientError, type Reader } from './reader.ts';

const patient: Patient = {
  patient_id: 'P234567',
  given_name: 'Maria',
  family_name: 'Garcia',
  subject: 'maria',
  email_notifications: true,
};
const reader: Reader = { subject: 'maria', patient_id: 'P234567', name: 'Maria Garcia' };
const first = versionOf(reportOf(lipids('142')));
const second = versionOf(
  reportOf(lipids('412'), { status: 'corrected', reported_at: '2025-12-06T15:00:00-06:00' }),
);

const portsWith = (append: () => Promise<unknown>, findPatient: FindPatient = async () => patient) => ({
  findPatient,
  appendAudit: append,
  resultOf: async (_patient: string, result_id: string): Promise<ResultVersion | undefined> =>
    result_id === second.result_id ? second : undefined,
  versionsOf: async () => [first, second],
  listBefore: async () => [],
  listResults: async () => ({ items: [] }),
  pendingOfPatient: async () => [],
  auditOf: async () => [],
  setEmailNotifications: async () => undefined,
});

const opensOf = (ports: ReturnType<typeof portsWith>): Record<string, () => Promise<unknown>> => ({
  dashboard: () => createOpenDashboard(ports)(reader),
  result: () => createOpenResult(ports)(reader, second.result_id),
  version: () => createOpenVersion(ports)(reader, second.result_id, 1),
  profile: () => createOpenProfile(ports)(reader, false),
});

describe('opening a page', () => {
  it('When the look cannot be written down, then nothing is shown', async () => {
    const ports = portsWith(async () => {
      throw new UnavailableError();
    });
    for (const open of Object.values(opensOf(ports))) await expect(open()).rejects.toThrow(UnavailableError);
  });

  it('When the look is not written down yet, then nothing is shown yet', async () => {
    let write: (() => void) | undefined;
    const ports = portsWith(() => new Promise<void>((resolve) => (write = resolve)));
    for (const [name, open] of Object.entries(opensOf(ports))) {
      let shown = false;
      const opened = open().then(() => (shown = true));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(shown, name).toBe(false);
      write?.();
      await opened;
    }
  });

  it('When the record belongs to another sign-in, then nothing is shown and no look is written down', async () => {
    let looks = 0;
    const append = async () => ++looks;
    for (const known of [undefined, { ...patient, subject: 'somebody else' }]) {
      const ports = portsWith(append, async () => known);
      for (const open of Object.values(opensOf(ports))) await expect(open()).rejects.toThrow(NoPatientError);
      await expect(createSwitchEmail(ports)(reader, false)).rejects.toThrow(NoPatientError);
    }
    expect(looks).toBe(0);
  });

  it('When there is no such result or version, then no look is written down', async () => {
    let looks = 0;
    const ports = portsWith(async () => ++looks);
    const unknown = versionOf(reportOf(bloodCount, { accession_number: 'Z' })).result_id;
    await expect(createOpenResult(ports)(reader, unknown)).rejects.toThrow(NotFoundError);
    await expect(createOpenVersion(ports)(reader, unknown, 1)).rejects.toThrow(NotFoundError);
    await expect(createOpenVersion(ports)(reader, second.result_id, 3)).rejects.toThrow(NotFoundError);
    expect(looks).toBe(0);
  });
});
