/** Runs work once for all who ask for the same key while it is under way. What fails is tried anew by the next one. */
export const createSingleFlight = () => {
  const underWay = new Map<string, Promise<void>>();
  return (key: string, work: () => Promise<void>): Promise<void> => {
    const joined = underWay.get(key);
    if (joined) return joined;
    const flight = work().finally(() => underWay.delete(key));
    underWay.set(key, flight);
    return flight;
  };
};
