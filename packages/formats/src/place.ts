import type { Problem } from '@labsecure/contracts/problem';
import { nameOf, stepTo } from './json-pointer.ts';

/** An object somewhere in the body. Its shape is not trusted here: what does not fit is told by the schema check. */
export interface Place {
  pointer: string;
  object: Record<string, unknown>;
  /** Characters of the body's numbers, by pointer. */
  numbers: Map<string, string>;
  problems: Problem[];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The place one step further down; an empty one where there is no object. */
export const placeAt = (place: Place, step: string | number, value: unknown): Place => ({
  ...place,
  pointer: stepTo(place.pointer, step),
  object: isObject(value) ? value : {},
});

/** Names a fault or remark at a key. The message never quotes what was sent: it may be clinical. */
export const tell = (place: Place, key: string, code: string, fault: string): undefined => {
  const pointer = stepTo(place.pointer, key);
  place.problems.push({ pointer, code, message: `${nameOf(pointer)}: ${fault}` });
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const control = /[\u0000-\u001f\u007f-\u009f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const controlInLines = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

const damage = 'the text holds control characters or half characters; remove them.';

const clean = (place: Place, key: string, value: unknown, refused: RegExp): string | undefined => {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (refused.test(text) || !text.isWellFormed()) return tell(place, key, 'E_CHARACTERS', damage);
  return text || undefined;
};

/** A text of one line, without the white space around it; undefined when it is absent or blank. */
export const textAt = (place: Place, key: string): string | undefined =>
  clean(place, key, place.object[key], control);

/** The same, where line ends and tabs belong. */
export const linesAt = (place: Place, key: string): string | undefined =>
  clean(place, key, place.object[key], controlInLines);

/** An identifier: text, or an integer as its decimal digits, however many there are. */
export const identifierAt = (place: Place, key: string): string | undefined => {
  if (typeof place.object[key] !== 'number') return textAt(place, key);
  const digits = place.numbers.get(stepTo(place.pointer, key)) ?? '';
  if (/^\d{1,64}$/.test(digits)) return digits;
  return tell(place, key, 'E_VALUE', 'write the integer in plain digits.');
};
