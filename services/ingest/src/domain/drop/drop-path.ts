/** What the path of a dropped file says of it. */
export type DropPath =
  | { kind: 'results'; lab_id?: string; rest: string }
  /** A patient registry, which is nobody's in particular. */
  | { kind: 'patients'; rest: string };

/** Where things of one file go: the same places each time it is taken up again. */
export interface DropKeys {
  /** In the drop bucket. */
  accepted: string;
  /** In the drop bucket: the normalised copy of a registry. */
  processed: string;
  /** In the quarantine bucket. */
  quarantined: string;
  /** In the quarantine bucket, beside it. */
  reasons: string;
}

/** @returns undefined for a path that nothing is taken from */
export const readDropPath = (key: string): DropPath | undefined => {
  const [, area, path = ''] = /^(incoming|patients)\/(.*)$/s.exec(key) ?? [];
  if (area === 'patients') return { kind: 'patients', rest: path };
  if (area === undefined) return undefined;
  const slash = path.indexOf('/');
  return slash < 1
    ? { kind: 'results', rest: path }
    : { kind: 'results', lab_id: path.slice(0, slash), rest: path.slice(slash + 1) };
};

/** The file's own name, by which its format is known. */
export const nameIn = ({ rest }: DropPath): string => rest.slice(rest.lastIndexOf('/') + 1);

const reasonsSuffix = '.reasons.json';
/** S3: bytes of a key. What goes in front of the lab's own part here is at most `accepted/patients/`, day and digest. */
const largestKey = 1024;

/** A part of a key without its beginning, where all of it would be too long. The end is what tells files apart. */
const fitting = (text: string, bytes: number): string => {
  let kept = text;
  while (Buffer.byteLength(kept) > bytes) kept = [...kept].slice(1).join('');
  return kept;
};

/**
 * @param at when the file was put
 * @param digest SHA-256 of the file, hex; the day and its first digits keep files of the same name apart
 */
export const dropKeysOf = (path: DropPath, at: Date, digest: string): DropKeys => {
  const day = at.toISOString().slice(0, 10).replaceAll('-', '/');
  const lab = path.kind === 'results' ? path.lab_id : undefined;
  const owner = path.kind === 'patients' ? ['patients'] : lab === undefined ? [] : [lab];
  const under = (...folders: string[]): string => {
    const folder = `${[...folders, day, digest.slice(0, 16)].join('/')}/`;
    const room = largestKey - reasonsSuffix.length - Buffer.byteLength(folder);
    return `${folder}${fitting(path.rest || 'unnamed', room)}`;
  };
  const quarantined =
    path.kind === 'patients' ? under('patients') : under('incoming', ...(lab === undefined ? [] : [lab]));
  return {
    accepted: under('accepted', ...owner),
    processed: under('processed', ...owner),
    quarantined,
    reasons: `${quarantined}${reasonsSuffix}`,
  };
};
