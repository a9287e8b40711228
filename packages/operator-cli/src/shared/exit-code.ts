/** Promised to scripts: see the README. The same as those of the laboratories' command line. */
export const exitCodes = { done: 0, refused: 1, settings: 2, unreachable: 3, broken: 70 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
