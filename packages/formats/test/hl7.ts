import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { readHl7 } from '../src/hl7/read-hl7.ts';
import type { Entry, LabProfile } from '../src/profile.ts';

export const profile: LabProfile = { lab_id: 'LAB001', time_zone: 'America/New_York' };

export const header =
  'MSH|^~\\&|QUEST|LAB001|PORTAL|SYSTEM|20240115103000-0500||ORU^R01^ORU_R01|MSG001|P|2.5.1';
export const pid = 'PID|1||P234567^^^LAB001^MR||Smith^John^A||19850315|M';
export const obr =
  'OBR|1||20240115-001|CBC^Complete Blood Count|||20240115080000-0500|||||||||||||||20240115103000-0500|||F';
export const obx = 'OBX|1|NM|WBC^White Blood Cells||7.50|10*3/uL|4.5-11.0|N|||F';

/** Segments, as they are sent. */
export const lines = (...segments: string[]): string => segments.map((segment) => `${segment}\r`).join('');

export const message = (...behindObr: string[]): string => lines(header, pid, obr, ...behindObr);

/** The example with some of a segment's fields set; of MSH by HL7's own numbers too. */
export const withFields = (segment: string, fields: Record<number, string>): string => {
  const parts = segment.split('|');
  const shift = segment.startsWith('MSH') ? 1 : 0;
  for (const [field, value] of Object.entries(fields)) parts[Number(field) - shift] = value;
  return [...parts].map((part) => part ?? '').join('|');
};

export const read = (text: string, change: Partial<LabProfile> = {}): Entry[] =>
  readHl7(text, { ...profile, ...change }).entries;

export const faultsOf = (entries: Entry[]): string[] =>
  entries.flatMap(({ problems }) => problems.map(({ code, pointer }) => `${code} ${pointer}`));

/** The one report of a message without faults. */
export const only = (entries: Entry[]): CanonicalReport => {
  const [entry] = entries;
  if (entries.length !== 1 || entry?.report === undefined) {
    throw new Error(`no report: ${faultsOf(entries).join(', ')}`);
  }
  return entry.report;
};

/** The first observation of the example with some fields of its OBX set. */
export const observe = (fields: Record<number, string>, change: Partial<LabProfile> = {}) => {
  const report = only(read(message(withFields(obx, fields)), change));
  const [observation] = report.observations;
  if (observation === undefined) throw new Error('no observation');
  return observation;
};

/** What is wrong with the example when some fields of its OBX are set. */
export const faults = (fields: Record<number, string>, change: Partial<LabProfile> = {}): string[] =>
  faultsOf(read(message(withFields(obx, fields)), change));
