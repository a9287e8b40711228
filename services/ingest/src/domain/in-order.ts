/**
 * Does something with each item, a bounded number at a time, and hands on what came of them in the order of the items. No
 * more is begun than is asked for. When one fails, no further one is begun; what is under way is waited for, also when
 * nobody asks on.
 * @throws what the first to fail threw
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<R>,
): AsyncIterable<R> {
  const underWay: Promise<R>[] = [];
  let failure: { error: unknown } | undefined;
  const begin = (item: T): void => {
    const promise = work(item);
    promise.catch((error: unknown) => {
      failure ??= { error };
    });
    underWay.push(promise);
  };
  try {
    for await (const item of items) {
      begin(item);
      if (underWay.length < atOnce) continue;
      yield await (underWay.shift() as Promise<R>);
      if (failure) throw failure.error;
    }
    for (let next = underWay.shift(); next; next = underWay.shift()) yield await next;
  } finally {
    await Promise.allSettled(underWay);
  }
}
