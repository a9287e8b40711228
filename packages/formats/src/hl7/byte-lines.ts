const isEnd = (byte: number | undefined): boolean => byte === 0x0a || byte === 0x0d;

/**
 * Lines of any length, cut behind CR and LF (all that follow one another), from chunks of any size; each byte is looked
 * at once. A line longer than the limit is handed on in parts: `isLast` says whether it is the end of it.
 */
export const createLines = (limit: number, handle: (line: Uint8Array, isLast: boolean) => void) => {
  let parts: Uint8Array[] = [];
  let size = 0;
  const flush = (isLast: boolean): void => {
    if (size > 0) handle(parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts), isLast);
    [parts, size] = [[], 0];
  };
  const take = (part: Uint8Array): void => {
    if (part.length === 0) return;
    parts.push(part);
    size += part.length;
  };
  return {
    push: (chunk: Uint8Array): void => {
      let start = 0;
      for (let at = 0; at < chunk.length; at += 1) {
        if (!isEnd(chunk[at])) continue;
        while (isEnd(chunk[at + 1])) at += 1;
        take(chunk.subarray(start, at + 1));
        start = at + 1;
        flush(true);
      }
      take(chunk.subarray(start));
      if (size > limit) flush(false);
    },
    end: (): void => flush(true),
  };
};
