import type { Observation, ResultVersion } from '@labsecure/contracts/records';
import { isVoid } from '@labsecure/contracts/vocabulary';
import { dayAndMonth, monthAndYear, monthName, monthsBetween } from './calendar.ts';

type Quantity = Extract<Observation['value'], { kind: 'quantity' }>;

const exact = (observation: Observation): Quantity | undefined =>
  observation.value.kind === 'quantity' && observation.value.comparator === undefined
    ? observation.value
    : undefined;

const decimalsOf = (sent: string): number => (/\.(\d+)$/.exec(sent.trim())?.[1] ?? '').length;

const when = (earlier: string, now: string): string => {
  const months = monthsBetween(earlier, now);
  if (months === 0) return `on ${dayAndMonth(earlier)}`;
  return months < 12 ? `in ${monthName(earlier)}` : `in ${monthAndYear(earlier)}`;
};

/** The difference in words without the day: "6 lower", "same"; nothing when the two cannot be compared. */
const difference = (now: Observation, then: Observation): string | undefined => {
  const [a, b] = [exact(now), exact(then)];
  if (!a || !b || !now.preferred || now.preferred.ucum !== then.preferred?.ucum) return undefined;
  const sameUnit = now.ucum !== undefined && now.ucum === then.ucum;
  const change = sameUnit ? a.number - b.number : now.preferred.number - then.preferred.number;
  const size = sameUnit
    ? Math.abs(change).toFixed(Math.max(decimalsOf(a.sent), decimalsOf(b.sent)))
    : String(Number(Math.abs(change).toPrecision(2)));
  if (Number(size) === 0) return 'same as';
  const unit = sameUnit || now.ucum === now.preferred.ucum ? '' : ` ${now.preferred.ucum}`;
  return `${size}${unit} ${change > 0 ? 'higher' : 'lower'} than`;
};

/**
 * How a value moved since the patient's last one: "6 lower than in June". Silent rather than wrong: only exact
 * quantities of one known analyte are compared, measured with measured, computed with computed by the same method.
 * @param earlier earlier results of the patient, newest first
 */
export const changeSince = (
  observation: Observation,
  collectedAt: string,
  earlier: ResultVersion[],
): string | undefined => {
  if (observation.analyte_id === undefined) return undefined;
  for (const result of earlier) {
    if (isVoid(result.status)) continue;
    const then = result.observations.find(
      (o) =>
        o.analyte_id === observation.analyte_id && o.derived === observation.derived && !isVoid(o.status),
    );
    if (!then) continue;
    const words = difference(observation, then);
    return words && `${words} ${when(result.collected_at, collectedAt)}`;
  }
  return undefined;
};
