import { type CanonicalReport, ownCodes } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import { entryOf } from '../facts/entry.ts';
import { type Fact, factOf } from '../facts/fact.ts';
import { reportFrom } from '../facts/report.ts';
import { readJson } from '../json.ts';
import { forbidOtherLab } from '../other-lab.ts';
import { identifierAt, isObject, linesAt, type Place, tell } from '../place.ts';
import type { LabProfile, ParseOutcome } from '../profile.ts';

/** Characters, as the native format has them for a value. */
const longestResult = 4000;

/** Whether JSON is a hospital's blood-test file, right or wrong, rather than the native format. */
export const looksLikeHospital = (value: unknown): boolean =>
  isObject(value) &&
  ('sample_id' in value || 'result' in value) &&
  !('results' in value) &&
  !('test_type' in value);

const integerAt = (place: Place, key: string): string | undefined => {
  if (!(key in place.object)) return tell(place, key, 'E_REQUIRED', 'is required, as an integer.');
  if (typeof place.object[key] === 'number') return identifierAt(place, key);
  return tell(place, key, 'E_TYPE', 'is of the wrong type: send an integer.');
};

const resultAt = (place: Place): string | undefined => {
  const { result } = place.object;
  if (!('result' in place.object)) return tell(place, 'result', 'E_REQUIRED', 'is required, as text.');
  if (typeof result !== 'string') return tell(place, 'result', 'E_TYPE', 'is of the wrong type: send text.');
  if (result.trim() === '') return tell(place, 'result', 'E_NO_VALUE', 'there is no result in it.');
  const text = linesAt(place, 'result');
  if (text === undefined || text.length <= longestResult) return text;
  return tell(place, 'result', 'E_TOO_LONG', `is longer than ${longestResult} characters.`);
};

const refuseEmptyKeys = ({ object, problems }: Place): void => {
  const empty = Object.keys(object).find((key) => key.trim() === '');
  if (empty === undefined) return;
  const message = 'A key is empty; give it a name or leave it out.';
  problems.push({ pointer: `/${empty}`, code: 'E_KEY', message });
};

const dateAt = (place: Place, key: string): Fact | undefined => {
  const sent = place.object[key];
  const spot = { pointer: `/${key}`, label: key };
  return typeof sent === 'string' ? factOf('test_date', spot, sent, place.problems) : undefined;
};

const factsIn = (place: Place) => {
  const [tested, collected, reported] = ['test_date', 'collected_at', 'reported_at'].map((key) =>
    dateAt(place, key),
  );
  const patient = integerAt(place, 'patient_id');
  const sample = integerAt(place, 'sample_id');
  const said = (text: string, key: string): Fact => ({ text, pointer: `/${key}`, label: key });
  return {
    ...(patient !== undefined && { patient_id: said(patient, 'patient_id') }),
    ...(sample !== undefined && { accession: said(sample, 'sample_id') }),
    ...(tested && { test_date: tested }),
    ...(collected && { collected_at: collected }),
    ...(reported && { reported_at: reported }),
  };
};

/** What the key was already said to be is not said again. */
const firstOfEach = (problems: Problem[]): Problem[] =>
  [...Map.groupBy(problems, ({ pointer }) => pointer).values()].flatMap(([first]) => first ?? []);

/**
 * Reads a hospital's blood-test file: patient_id and sample_id are integers, result is a text and shown as one. Other keys
 * are kept in the raw copy and ignored otherwise, but for test_date, collected_at, reported_at and lab_id where they are
 * texts. Without a date the time of receipt stands for it, with a remark.
 * @throws InvalidInputError (400, E_JSON) when it is not JSON
 * @throws ForbiddenError when the body names another lab than the sender's
 */
export const readHospital = (text: string, profile: LabProfile): ParseOutcome => {
  const { value, numbers } = readJson(text);
  const problems: Problem[] = [];
  if (!isObject(value)) {
    const message = 'The body is of the wrong type: send an object.';
    return { entries: [], problems: [{ pointer: '', code: 'E_TYPE', message }] };
  }
  const place: Place = { pointer: '', object: value, numbers, problems };
  forbidOtherLab(typeof value.lab_id === 'string' ? value.lab_id : undefined, profile.lab_id);
  refuseEmptyKeys(place);
  const facts = factsIn(place);
  const result = resultAt(place);
  const observations: CanonicalReport['observations'] =
    result === undefined
      ? []
      : [
          {
            pointer: '/result',
            code: 'result',
            code_system: ownCodes,
            value: { kind: 'text', sent: result },
            notes: [],
          },
        ];
  const where = (field: string) => ({ pointer: `/${field}`, label: field });
  const report = reportFrom({ facts, where }, { status: 'final', observations }, profile, problems);
  return { entries: [entryOf(report, firstOfEach(problems), {})], problems: [] };
};
