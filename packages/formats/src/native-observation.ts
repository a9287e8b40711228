import type { CanonicalObservation, SentValue } from '@labsecure/contracts/canonical-report';
import { needsValue, type ResultStatus } from '@labsecure/contracts/vocabulary';
import { stepTo } from './json-pointer.ts';
import { linesAt, type Place, tell, textAt } from './place.ts';
import { numberFaults, readValue } from './quantity.ts';

const sentValueAt = (place: Place, status: ResultStatus | undefined): SentValue | undefined => {
  const { value } = place.object;
  const number = typeof value === 'number' ? place.numbers.get(stepTo(place.pointer, 'value')) : undefined;
  const text = number ?? linesAt(place, 'value');
  if (text !== undefined) {
    const read = readValue(text);
    return typeof read === 'string' ? tell(place, 'value', ...numberFaults[read]) : read;
  }
  const empty = value === null || (typeof value === 'string' && value.trim() === '');
  if (!empty) return undefined;
  if (!needsValue(status)) return { kind: 'text', sent: '' };
  return tell(place, 'value', 'E_NO_VALUE', `the status is ${status} but there is no value.`);
};

/** The lab's own flag; where there is none, a bare is_abnormal says A or N. */
const flagOf = (place: Place): string | undefined => {
  const { is_abnormal } = place.object;
  const bare = is_abnormal === true ? 'A' : is_abnormal === false ? 'N' : undefined;
  return textAt(place, 'flag') ?? bare;
};

/**
 * @param status of the whole result
 * @returns undefined where there is something wrong, which the place's problems or the schema check name
 */
export const readNativeObservation = (
  place: Place,
  status: ResultStatus | undefined,
): CanonicalObservation | undefined => {
  const code = textAt(place, 'test_code');
  const name = textAt(place, 'test_name');
  const value = sentValueAt(place, status);
  const unit = textAt(place, 'unit');
  const range = textAt(place, 'reference_range');
  const flag = flagOf(place);
  const note = linesAt(place, 'notes');
  if (code === undefined || value === undefined) return undefined;
  return {
    pointer: place.pointer,
    code,
    ...(name !== undefined && { name }),
    value,
    ...(unit !== undefined && { unit }),
    ...(range !== undefined && { range }),
    ...(flag !== undefined && { flag }),
    notes: note === undefined ? [] : [note],
  };
};
