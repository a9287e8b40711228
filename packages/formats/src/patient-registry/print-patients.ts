import { registryFields } from './names.ts';
import type { RegisteredPatient } from './patient.ts';

/** RFC 4180, section 2.6 and 2.7. */
const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The normalised copy of a registry: UTF-8, commas, LF, columns in one order, sex as M, F, O or U. Line by line. */
export async function* printPatients(
  patients: AsyncIterable<RegisteredPatient> | Iterable<RegisteredPatient>,
): AsyncIterable<string> {
  yield `${registryFields.join(',')}\n`;
  for await (const patient of patients) {
    yield `${registryFields.map((field) => cell(patient[field] ?? '')).join(',')}\n`;
  }
}
