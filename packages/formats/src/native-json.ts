import type { Problem } from '@labsecure/contracts/problem';
import { mostProblems } from './errors.ts';
import { entryOf } from './facts/entry.ts';
import type { JsonReading } from './json.ts';
import { readNativeReport } from './native-report.ts';
import { NativeSubmission } from './native-schema.ts';
import { forbidOtherLab } from './other-lab.ts';
import { isObject, type Place } from './place.ts';
import type { LabProfile, ParseOutcome } from './profile.ts';
import { createSchemaCheck } from './schema-problems.ts';

export { NativeSubmission } from './native-schema.ts';

const schemaProblems = createSchemaCheck(NativeSubmission);

/** Of a place both have something to say of, what was found in reading is nearer to the cause. */
const listed = (structural: Problem[], found: Problem[]): Problem[] => {
  const known = new Set(found.map(({ pointer }) => pointer));
  return [...structural.filter(({ pointer }) => !known.has(pointer)), ...found].slice(0, mostProblems);
};

/**
 * Reads one native submission.
 * @throws ForbiddenError when the body names another lab than the sender's
 */
export const readNative = ({ value, numbers }: JsonReading, profile: LabProfile): ParseOutcome => {
  const body: Place = { pointer: '', object: isObject(value) ? value : {}, numbers, problems: [] };
  const { lab_id } = body.object;
  forbidOtherLab(typeof lab_id === 'string' ? lab_id : undefined, profile.lab_id);
  const report = readNativeReport(body, profile.time_zone);
  const problems = listed(schemaProblems(value), body.problems);
  return { entries: [entryOf(report, problems, {})], problems: [] };
};
