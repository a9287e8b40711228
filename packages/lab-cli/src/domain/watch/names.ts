/** The folders within the watched one. */
export const folders = { work: 'work', sent: 'sent', invalid: 'invalid' } as const;

/** Where a file ends. */
export type Destination = typeof folders.sent | typeof folders.invalid;

/** What an upload in progress is usually called, and what lies about on shares. */
const unfinished = /(?:\.(?:tmp|temp|part|partial|filepart|crdownload|swp)|~)$/i;

/** Whether a file of this name is for us. Hidden files never are. */
export const isOurs = (name: string): boolean => !name.startsWith('.') && !unfinished.test(name);

const prefix = /^\d{8}T\d{6}Z-[0-9a-f]{8}-/;

/** So much of a name that prefix and suffix still fit into what file systems take, in bytes of UTF-8. */
const longestName = 200;

const cut = (name: string): string => {
  let end = name;
  while (Buffer.byteLength(end) > longestName) end = [...end].slice(1).join('');
  return end;
};

/**
 * The name of a file from the moment it is taken: one that no other file has or had, so that two files of the same name,
 * days apart, never meet. The end of a very long name is kept, for its extension.
 * @param mark 8 random hex digits
 */
export const takenName = (name: string, now: Date, mark: string): string =>
  `${now.toISOString().replace(/[-:]|\.\d+/g, '')}-${mark}-${cut(name)}`;

/** The name a file came under. */
export const originalName = (taken: string): string => taken.replace(prefix, '');

/** What lies beside a file that is finished with. */
export const noteName = (taken: string, destination: Destination): string =>
  `${taken}.${destination === folders.sent ? 'receipt' : 'reasons'}.json`;
