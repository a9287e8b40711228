import { createHash } from 'node:crypto';

/**
 * A body that is read once, with the SHA-256 of all its bytes, also of those that nobody wanted to see.
 * That reading it failed is remembered: whoever read it may have taken the failure for a fault of the file.
 */
export const digested = (chunks: AsyncIterable<Uint8Array>) => {
  const hash = createHash('sha256');
  const source = chunks[Symbol.asyncIterator]();
  const failures: unknown[] = [];

  const next = async (): Promise<IteratorResult<Uint8Array>> => {
    try {
      const step = await source.next();
      if (!step.done) hash.update(step.value);
      return step;
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };

  return {
    /** Without a way to end it early, so that what is left can still be read. */
    chunks: { [Symbol.asyncIterator]: () => ({ next }) } satisfies AsyncIterable<Uint8Array>,
    /** Reads what is left. @returns hex @throws what reading failed with, now or before */
    digest: async (): Promise<string> => {
      while (failures.length === 0 && !(await next()).done);
      if (failures.length > 0) throw failures[0];
      return hash.digest('hex');
    },
  };
};
