import { setImmediate } from 'node:timers/promises';

/** For how long one body may keep the process to itself. */
const longestTurnMs = 10;

/** A pause that is taken only when one is due: others get their turn, and little work is not slowed down by many. */
export const createBreather = (): (() => Promise<void>) => {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestTurnMs) return;
    await setImmediate();
    since = performance.now();
  };
};
