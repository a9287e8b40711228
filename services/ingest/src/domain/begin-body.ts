/** A body that is read as it comes, because it is no small one. */
export interface LargeBody {
  /** All of it. */
  body: AsyncIterable<Uint8Array>;
  /** Where it begins. */
  beginning: Buffer;
  /** Says that no more of it is wanted; needed wherever it may not have been read at all. */
  letGo: () => Promise<void>;
}

/** A body of which it is known whether it is a small one. */
export type BegunBody = { whole: Buffer } | LargeBody;

async function* goOn(beginning: Buffer, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield beginning;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** Reads a body until it ends or is longer than so many bytes, whichever comes first. */
export const beginBody = async (body: AsyncIterable<Uint8Array>, limit: number): Promise<BegunBody> => {
  const chunks = body[Symbol.asyncIterator]();
  const begun: Uint8Array[] = [];
  let size = 0;
  while (size <= limit) {
    const next = await chunks.next();
    if (next.done) return { whole: Buffer.concat(begun) };
    begun.push(next.value);
    size += next.value.byteLength;
  }
  const beginning = Buffer.concat(begun);
  return {
    beginning,
    body: goOn(beginning, chunks),
    letGo: async () => void (await chunks.return?.()),
  };
};
