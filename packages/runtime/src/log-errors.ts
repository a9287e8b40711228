/** Errors whose text quotes what was read: a JSON parser its input, DynamoDB the value it could not take. */
const quoting = new Set(['SyntaxError', 'ValidationException', 'SerializationException']);

/**
 * What may be logged of an error: never its own fields, which can hold a request, a body or a value.
 * Follows `cause` to a depth of five.
 */
export function describeError(error: unknown, depth = 0): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, cause } = error;
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
  return {
    type: name,
    ...(quoting.has(name) ? {} : { message }),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    stack: frames,
    ...(cause === undefined || depth >= 5 ? {} : { cause: describeError(cause, depth + 1) }),
  };
}
