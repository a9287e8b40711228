/**
 * CPU time between two turns of the event loop, the longest: for so long nobody else is served. Unlike the clock it stays the
 * same on a busy machine.
 * @returns says it in milliseconds, since it was last asked
 */
export const watchTurns = (): (() => number) => {
  const used = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [since, longest] = [used(), 0];
  const turn = (): void => {
    const now = used();
    longest = Math.max(longest, now - since);
    since = now;
  };
  setInterval(turn, 1).unref();
  return () => {
    turn();
    const told = longest;
    longest = 0;
    return told;
  };
};
