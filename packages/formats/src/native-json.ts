import { ForbiddenError } from '@labsecure/contracts/errors';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { mostProblems } from './errors.ts';
import { readJson } from './json.ts';
import { readNativeReport } from './native-report.ts';
import { NativeSubmission } from './native-schema.ts';
import { isObject, type Place } from './place.ts';
import type { LabProfile, ParseOutcome } from './profile.ts';
import { createSchemaCheck } from './schema-problems.ts';

export { NativeSubmission } from './native-schema.ts';

const schemaProblems = createSchemaCheck(NativeSubmission);

/** Whoever sends for another lab learns nothing else. */
const forbidOtherLab = ({ object }: Place, labId: string): void => {
  if (typeof object.lab_id !== 'string' || object.lab_id === labId) return;
  throw new ForbiddenError('lab_id names another lab than the one this access token belongs to.');
};

/** Of a place both have something to say of, what was found in reading is nearer to the cause. */
const listed = (structural: Problem[], found: Problem[]): Problem[] => {
  const known = new Set(found.map(({ pointer }) => pointer));
  return [...structural.filter(({ pointer }) => !known.has(pointer)), ...found].slice(0, mostProblems);
};

/**
 * Reads one native submission.
 * @throws InvalidInputError (400, E_JSON) when it is not JSON
 * @throws ForbiddenError when the body names another lab than the sender's
 */
export const parseNativeJson = (text: string, profile: LabProfile): ParseOutcome => {
  const { value, numbers } = readJson(text);
  const body: Place = { pointer: '', object: isObject(value) ? value : {}, numbers, problems: [] };
  forbidOtherLab(body, profile.lab_id);
  const report = readNativeReport(body, profile.time_zone);
  const problems = listed(schemaProblems(value), body.problems);
  return { reports: report === undefined || problems.some(isError) ? [] : [report], problems };
};
