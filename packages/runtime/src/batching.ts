export interface CoalesceOptions<I, O> {
  /** Most items in one batch. */
  maxItems: number;
  /** How long the first item of a batch waits for others. */
  maxWaitMs: number;
  /** Most `sizeOf` in one batch, in whatever unit `sizeOf` counts. */
  maxSize?: number;
  sizeOf?: (item: I) => number;
  /** Answers one outcome per item, in their order; an Error fails that item alone. Rejecting fails them all. */
  send: (items: I[]) => Promise<(O | Error)[]>;
}

interface Waiting<I, O> {
  item: I;
  resolve: (outcome: O) => void;
  reject: (error: unknown) => void;
}

/**
 * Gathers what concurrent callers want sent within a moment into one call. Each caller waits for its own item only.
 * Nothing is held back longer than `maxWaitMs`, and batches do not wait for one another.
 */
export function coalesce<I, O>(options: CoalesceOptions<I, O>): (item: I) => Promise<O> {
  const { maxItems, maxWaitMs, send, sizeOf = () => 0, maxSize = Number.POSITIVE_INFINITY } = options;
  let waiting: Waiting<I, O>[] = [];
  let size = 0;
  let timer: NodeJS.Timeout | undefined;

  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting;
    waiting = [];
    size = 0;
    try {
      const outcomes = await send(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (index >= outcomes.length) reject(new Error('The batch was answered without this item.'));
        else if (outcome instanceof Error) reject(outcome);
        else resolve(outcome as O);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };

  return (item) =>
    new Promise<O>((resolve, reject) => {
      const itemSize = sizeOf(item);
      if (waiting.length > 0 && size + itemSize > maxSize) void flush();
      waiting.push({ item, resolve, reject });
      size += itemSize;
      if (waiting.length >= maxItems) void flush();
      else timer ??= setTimeout(flush, maxWaitMs);
    });
}
