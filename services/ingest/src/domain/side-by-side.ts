/**
 * Does something with each item, a bounded number at a time. When one fails, no further one is begun, and what is under
 * way is waited for, so that nothing goes on behind the back of the caller.
 * @throws what the first to fail threw
 */
export const sideBySide = async <T>(
  items: T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> => {
  const waiting = items.values();
  const failures: unknown[] = [];
  const goThrough = async (): Promise<void> => {
    for (const item of waiting) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, goThrough));
  if (failures.length > 0) throw failures[0];
};
