import type { Problem } from '@labsecure/contracts/problem';
import { labelOf, problemAt } from './problems.ts';
import type { Reading } from './reading.ts';

/** Patterns that never go back over what they have passed: words are up to 20,000 characters long. */
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)`;
const plain = new RegExp(`^${number}(?:e[+-]?\\d+)?$`, 'i');
/** 3-5 and 1+ are ways to say how much is seen. */
const inWords = /^\d+(?:\.\d+)?\s*(?:[-–—]\s*\d+(?:\.\d+)?|\++)$/;

/** What programs write that have no number: never a laboratory's word. */
const noNumber = /^[+-]?(?:nan|inf|infinity|null|undefined)$/i;
/** 7..5, 12 5, 1 486, 1'486, 7·5, in digits of any script. */
const digitsAlone = /^[\p{Nd}\s.,'’`_;·٫٬．，+-]+$/u;
/** 7O, l2.5: letters that look like digits. */
const likeDigits = /^[+-]?[\d.OoIl|]+$/;
/** 0x10, 7a5 */
const lettersWithin = /^[\d.]+[a-z]{1,2}\d[\d.]*$/i;
const hasDigit = /\p{Nd}/u;
const startsWithNumber = /^[+-]?\.?\p{Nd}/u;

const asDigits = (text: string): string => text.replace(/[Oo]/g, '0').replace(/[Il|]/g, '1');

/** Nobody writes this and means words. */
const isMistyped = (text: string): boolean => {
  if (noNumber.test(text)) return true;
  if (!hasDigit.test(text) || text.includes('\n') || plain.test(text) || inWords.test(text)) return false;
  const misread = likeDigits.test(text) && plain.test(asDigits(text));
  return misread || digitsAlone.test(text) || lettersWithin.test(text);
};

/**
 * Words in place of a number, for what is always measured in numbers. "Hemolyzed" and "see note" are what they are; a
 * mistyped number would be shown to the patient and flagged by nobody.
 */
export const checkWords = (reading: Reading): Problem[] => {
  const { sent, match } = reading;
  const measured = match.kind === 'known' || match.kind === 'unit-needed';
  if (!measured || sent.value.kind !== 'text') return [];
  const text = sent.value.sent.replace(/^[<>=≤≥~≈\s]+/, '').trim();
  const at = (code: string, message: string) => [
    problemAt(reading, code, `${labelOf(reading)}: ${message}`, 'value'),
  ];
  const lost = text === '' && sent.value.sent.trim() !== '';
  if (lost || isMistyped(text))
    return at('E_NOT_NUMERIC', 'the value is not a number; write it as 5.5 or 1486.');
  return startsWithNumber.test(text)
    ? at(
        'W_NOT_NUMERIC',
        'a number with something beside it, or one sent as words; kept as words and compared with no range.',
      )
    : [];
};
