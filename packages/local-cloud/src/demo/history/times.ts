import { seededBy } from './random.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** The moment so many days later. */
export const daysAfter = (at: Date, days: number): Date => new Date(at.getTime() + days * dayMs);

/**
 * When blood was drawn on the day so many days before `now`, counted in UTC: between half past twelve and three, which
 * is in the morning where the demo labs are. The same for all that was drawn on one visit.
 */
export const collectedOn = (now: Date, daysAgo: number, patientId: string): Date => {
  const midnight = new Date(now);
  midnight.setUTCHours(0, 0, 0, 0);
  const minutes = Math.floor(seededBy(`${patientId}/${daysAgo}`)('time') * 150);
  return new Date(daysAfter(midnight, -daysAgo).getTime() + 12.5 * hourMs + minutes * minuteMs);
};

/** When the lab reported: three to seven hours later, so on the same day in UTC. */
export const reportedAfter = (collected: Date, random: (purpose: string) => number): Date =>
  new Date(collected.getTime() + (3 + random('turnaround') * 4) * hourMs);
