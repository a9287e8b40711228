/** An argument, a file or a setting is wrong: somebody has to change it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for cannot be, as things stand: there is no such lab, or somebody was quicker. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
