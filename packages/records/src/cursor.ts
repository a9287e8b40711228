import { InvalidInputError } from '@labsecure/contracts/errors';

/** @param name of the member that is handed back */
export const notACursor = (name: 'after' | 'cursor'): InvalidInputError => {
  const message = `Use the value of "${name}" from the page before, unchanged.`;
  return new InvalidInputError(
    'The list cannot be continued from here.',
    [{ pointer: `/${name}`, code: 'E_CURSOR', message }],
    400,
    'E_CURSOR',
  );
};

/** Where a page of results ended. The patient is not in it: a cursor never decides whose results are read. */
interface Cursor {
  collected_instant: string;
  result_id: string;
}

/** The cursor as callers hand it back: opaque to them, safe in a URL, without clinical content. */
export const encodeCursor = ({ collected_instant, result_id }: Cursor): string =>
  Buffer.from(JSON.stringify([collected_instant, result_id])).toString('base64url');

/** Longer than any cursor. DynamoDB would refuse a longer key, and not politely. */
const longest = 300;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
};

/** @throws InvalidInputError (400, E_CURSOR) for anything encodeCursor did not make. */
export const decodeCursor = (text: string): Cursor => {
  const parts = text.length <= longest ? parse(text) : undefined;
  if (Array.isArray(parts) && parts.length === 2) {
    const [collected_instant, result_id]: unknown[] = parts;
    const cursor = { collected_instant: String(collected_instant), result_id: String(result_id) };
    if (collected_instant && result_id && encodeCursor(cursor) === text) return cursor;
  }
  throw notACursor('after');
};
