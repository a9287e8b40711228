import { LabSecureError } from '@labsecure/contracts/errors';

export interface Pace {
  /** Bytes a second, at the least. */
  least: number;
  /** Milliseconds of waiting over which that is asked. */
  over: number;
  /** A clock that never goes back, in milliseconds. */
  now: () => number;
}

/** A body of 1 MiB may take four minutes; the largest ends at the limit for requests sooner than here. */
const usual: Pace = { least: 4 * 1024, over: 60_000, now: () => performance.now() };

const tooSlow = (least: number): LabSecureError =>
  new LabSecureError(
    `The body comes too slowly: at least ${least} bytes a second are expected. Send it again.`,
    {
      code: 'E_REQUEST',
      status: 408,
      retryable: true,
    },
  );

/**
 * The chunks as they come, as long as they do not trickle: whoever sends a byte now and then would hold what has come, and a
 * place, for as long as requests may take. Only waiting counts, not what is done with the chunks.
 * @throws LabSecureError (408, retryable)
 */
export async function* atPace(chunks: AsyncIterable<Uint8Array>, pace = usual): AsyncIterable<Uint8Array> {
  const { least, over, now } = pace;
  let waited = 0;
  let bytes = 0;
  let asked = now();
  for await (const chunk of chunks) {
    waited += now() - asked;
    bytes += chunk.byteLength;
    if (waited >= over) {
      if (bytes < (least * waited) / 1000) throw tooSlow(least);
      waited = 0;
      bytes = 0;
    }
    yield chunk;
    asked = now();
  }
}
