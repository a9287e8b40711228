/** When a session began and was last used, epoch milliseconds. */
export interface SessionTimes {
  signed_in_at: number;
  seen_at: number;
}

const minute = 60_000;
const idle = 15 * minute;
const absolute = 8 * 60 * minute;

/** When a session ends if nothing more happens: after 15 idle minutes, and 8 hours after signing in at the latest. */
export const expiryOf = ({ signed_in_at, seen_at }: SessionTimes): Date =>
  new Date(Math.min(seen_at + idle, signed_in_at + absolute));

/**
 * Whether a use of the session is worth writing down. Once a minute is enough, and spares a write for each page; the
 * session can only end the sooner for it.
 */
export const worthTouching = ({ seen_at }: SessionTimes, now: number): boolean => now - seen_at >= minute;
