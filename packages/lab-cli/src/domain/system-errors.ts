/** `ENOENT` and the like; undefined for an error that is not the operating system's. */
export const systemCodeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * What the operating system has against a file, in a sentence.
 * @throws the error itself when it is not the operating system's
 */
export const whyUnreadable = (error: unknown): string => {
  const code = systemCodeOf(error);
  if (code === undefined) throw error;
  return `It cannot be read or moved (${code}).`;
};
