import type { Readable } from 'node:stream';

/**
 * Reads what is left of a body, and lets it go. Many send all they have before they listen: they would never hear why it
 * was refused if the connection ended before.
 * @param atMost so many bytes; beyond them the connection is closed
 */
export const dropRest = async (rest: Readable, atMost: number): Promise<void> => {
  let left = atMost;
  try {
    for await (const chunk of rest.iterator({ destroyOnReturn: false })) {
      left -= (chunk as Uint8Array).byteLength;
      if (left < 0) rest.destroy();
    }
  } catch {
    // Nobody is there any more.
  }
};
