import type { Readable } from 'node:stream';
import { atPace, type Pace } from './pace.ts';

/**
 * Reads what is left of a body, and lets it go. Many send all they have before they listen: they would never hear why it
 * was refused if the connection ended before. One that trickles is not waited for.
 * @param atMost so many bytes; beyond them the connection is closed
 */
export const dropRest = async (rest: Readable, atMost: number, pace?: Pace): Promise<void> => {
  let left = atMost;
  try {
    for await (const chunk of atPace(rest.iterator({ destroyOnReturn: false }), pace)) {
      left -= chunk.byteLength;
      if (left < 0) rest.destroy();
    }
  } catch {
    // It broke off, or trickles: there is nothing more to wait for.
  }
};
