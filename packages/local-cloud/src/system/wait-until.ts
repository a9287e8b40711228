/**
 * Asks until the answer is yes.
 * @throws Error with `otherwise` when it is not within `timeoutMs`, or what `signal` was aborted with
 */
export const waitUntil = async (
  ask: () => Promise<boolean>,
  options: { everyMs: number; timeoutMs: number; otherwise: string; signal?: AbortSignal | undefined },
): Promise<void> => {
  const end = Date.now() + options.timeoutMs;
  while (!(await ask())) {
    options.signal?.throwIfAborted();
    if (Date.now() > end) throw new Error(options.otherwise);
    await new Promise((resolve) => setTimeout(resolve, options.everyMs));
  }
};
