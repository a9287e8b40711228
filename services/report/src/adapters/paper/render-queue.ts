import { setImmediate as nextTurn } from 'node:timers/promises';
import { UnavailableError } from '@labsecure/contracts/errors';

/**
 * Setting a page keeps the processor to itself for some tens of milliseconds. One document at a time, and a turn of the
 * event loop between two, keeps everything else answering; a bound on who waits keeps the wait short.
 */
export const createRenderQueue = ({ maxWaiting }: { maxWaiting: number }) => {
  let inHand = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** @throws UnavailableError when too many wait already */
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inHand > maxWaiting) throw new UnavailableError('Too many reports are being made at the moment.');
    inHand += 1;
    const mine = last.then(() => nextTurn()).then(work);
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      inHand -= 1;
    }
  };
};
