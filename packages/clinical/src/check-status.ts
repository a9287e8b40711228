import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import type { Problem } from '@labsecure/contracts/problem';
import { isVoid } from '@labsecure/contracts/vocabulary';
import { labelOf, problemAt } from './problems.ts';
import type { Reading } from './reading.ts';

/** In place of a value: why there is none. */
const reason =
  /cancel|not (?:performed|done|tested|received|available|reported)|unable|insufficient|h(?:a?e|ä)moly|clotted|lip[ae]+mi|icteri|reject|pending|see (?:note|comment|below|report)|\b(?:tnp|qns|n\/?a|dnr)\b/i;

const hasValue = ({ sent: { value } }: Reading): boolean =>
  value.sent.trim() !== '' && !(value.kind === 'text' && reason.test(value.sent));

/** Cancelled as a whole, and a value in it is said to be good: it would not be shown. Which of the two holds, nobody can tell. */
const checkCancelled = (readings: Reading[]): Problem[] =>
  readings.flatMap((reading) => {
    const { status } = reading.sent;
    const stands = status !== undefined && status !== 'registered' && !isVoid(status);
    if (!stands || !hasValue(reading)) return [];
    const message = `${labelOf(reading)}: the status is ${status}, but the result as a whole is cancelled; say which of the two holds.`;
    return [problemAt(reading, 'E_STATUS', message, 'status')];
  });

/** Said to have no values yet, and there are some: they are shown, and nobody is told that the result is complete. */
const checkRegistered = (readings: Reading[]): Problem[] => {
  const early = readings.find((reading) => !isVoid(reading.status) && hasValue(reading));
  if (!early) return [];
  const message = `${labelOf(early)}: there is a value, but the result as a whole is said to have none yet; shown, and the result as not complete.`;
  return [problemAt(early, 'W_STATUS_MISMATCH', message, 'status')];
};

/**
 * Whether the status of the whole and those of its values can be true together. HL7 table 0123 calls X, I and S "no
 * results available", N "results pending" and O "specimen not yet received".
 */
export const checkStatus = ({ status }: CanonicalReport, readings: Reading[]): Problem[] => {
  if (status === 'cancelled') return checkCancelled(readings);
  return status === 'registered' ? checkRegistered(readings) : [];
};
