import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { Entry } from '../src/profile.ts';
import { readXml } from '../src/xml/xml.ts';

export const profile = { lab_id: 'HOSP001', time_zone: 'America/New_York' };
export const received = { ...profile, received_at: '2024-01-16T00:00:00Z' };
export const fixture = (name: string): string =>
  readFileSync(new URL(`fixtures/xml/${name}`, import.meta.url), 'utf8');

/** A document with one test of one component, and what is put into each. */
export const documentOf = ({
  root = '',
  patient = '',
  tests = '',
  test: more = '',
  component = '',
}): string =>
  `<LabResult><LabID>HOSP001</LabID><Patient ID="P1">${patient}</Patient><Date>2024-01-15T10:30Z</Date>${root}` +
  `<Tests>${tests}<Test code="CBC">${more}<Component code="WBC" ${component}</Test></Tests></LabResult>`;
export const wbc = 'value="7.5" unit="10^3/uL"/>';
export const read = (text: string): Entry[] => readXml(text, profile).entries;
export const reportOf = (text: string) => {
  const [entry] = read(text);
  if (entry?.report === undefined) throw new Error(JSON.stringify(entry));
  return entry.report;
};
export const errorsOf = (text: string): string[] => {
  const { entries, problems } = readXml(text, profile);
  expect(entries.every(({ report }) => report === undefined)).toBe(true);
  return [...problems, ...entries.flatMap((entry) => entry.problems)].map(
    ({ code, pointer }) => `${code} ${pointer}`,
  );
};
