import type { CanonicalObservation, SentValue } from '@labsecure/contracts/canonical-report';
import { isError, type Problem } from '@labsecure/contracts/problem';
import { needsValue, type ResultStatus } from '@labsecure/contracts/vocabulary';
import { numberFaults, readValue } from '../quantity.ts';
import { type Fact, type ObservationField, type Source, tellAt } from './fact.ts';
import { flagAnswered, flagNamed, isLoincName } from './words.ts';

type Said = Source<ObservationField>;

const valueFrom = (
  { facts, where }: Said,
  status: ResultStatus,
  problems: Problem[],
): SentValue | undefined => {
  if (facts.value === undefined) {
    if (!needsValue(status)) return { kind: 'text', sent: '' };
    const spot = where('value');
    const isTold = ({ pointer }: Problem) =>
      pointer === spot.pointer || pointer.startsWith(`${spot.pointer}/`);
    // What could not be taken is not said to be missing as well.
    if (problems.filter(isError).some(isTold)) return undefined;
    return tellAt(spot, problems, 'E_NO_VALUE', `the status is ${status} but there is no value.`);
  }
  const read = readValue(facts.value.text);
  return typeof read === 'string' ? tellAt(facts.value, problems, ...numberFaults[read]) : read;
};

const flagFrom = ({ facts }: Said, problems: Problem[]): string | undefined => {
  if (facts.flag !== undefined) return flagNamed(facts.flag.text);
  if (facts.is_abnormal === undefined) return undefined;
  const flag = flagAnswered(facts.is_abnormal.text);
  return flag ?? tellAt(facts.is_abnormal, problems, 'E_VALUE', 'send true or false.');
};

/** Both limits are the sender's characters; only what stands between them is ours. */
const rangeFrom = ({ facts: { range, range_low: low, range_high: high } }: Said): string | undefined => {
  if (range !== undefined) return range.text;
  if (low !== undefined && high !== undefined) return `${low.text} - ${high.text}`;
  if (low !== undefined) return `>=${low.text}`;
  return high === undefined ? undefined : `<=${high.text}`;
};

const codeFrom = ({ facts }: Said): { code: Fact; loinc: boolean } | undefined => {
  if (facts.loinc !== undefined) return { code: facts.loinc, loinc: true };
  const said = facts.code_system !== undefined && isLoincName(facts.code_system.text);
  return facts.code && { code: facts.code, loinc: said };
};

/**
 * One value, from what was said of it.
 * @param pointer of the value as a whole
 * @param status of this value: its own, or else the whole result's
 * @returns undefined where it cannot be read, which the problems then say
 */
export const observationFrom = (
  source: Said,
  pointer: string,
  status: ResultStatus,
  problems: Problem[],
): CanonicalObservation | undefined => {
  const { facts } = source;
  const coded = codeFrom(source);
  const value = valueFrom(source, status, problems);
  const flag = flagFrom(source, problems);
  const range = rangeFrom(source);
  if (coded === undefined) {
    return tellAt(source.where('code'), problems, 'E_REQUIRED', "is required: the lab's code of the test.");
  }
  if (value === undefined) return undefined;
  return {
    pointer,
    code: coded.code.text,
    ...(coded.loinc && { code_system: 'http://loinc.org' }),
    ...(facts.test_name && { name: facts.test_name.text }),
    value,
    ...(facts.unit && { unit: facts.unit.text }),
    ...(range !== undefined && { range }),
    ...(flag !== undefined && { flag }),
    notes: facts.notes === undefined ? [] : [facts.notes.text],
  };
};
