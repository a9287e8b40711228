/** A file, as one look shows it. */
export interface Seen {
  place: 'incoming' | 'work';
  name: string;
  /** Bytes. */
  size: number;
  /** Milliseconds, by the clock of the file system. */
  changed_at: number;
}

export type Print = Pick<Seen, 'size' | 'changed_at'>;

/** Whether nothing was written between two looks. */
export const isSame = (one: Print, other: Print): boolean =>
  one.size === other.size && one.changed_at === other.changed_at;

export interface Sorted {
  settled: Seen[];
  growing: Seen[];
}

const byAge = (one: Seen, other: Seen): number =>
  one.changed_at - other.changed_at || (one.name < other.name ? -1 : 1);

/** New files first: one that was taken before and could not be sent must not keep them waiting. */
const newFirst = (seen: Seen[]): Seen[] => [
  ...seen.filter(({ place }) => place === 'incoming').sort(byAge),
  ...seen.filter(({ place }) => place === 'work').sort(byAge),
];

/**
 * Tells files that have stopped growing from those that have not. An empty file is one of which nothing has arrived: on
 * network shares the size often shows only at the end.
 */
export const sortSeen = (before: Seen[], now: Seen[]): Sorted => {
  const known = new Map(before.map((seen) => [`${seen.place}/${seen.name}`, seen]));
  const hasSettled = (seen: Seen): boolean => {
    const earlier = known.get(`${seen.place}/${seen.name}`);
    return seen.size > 0 && earlier !== undefined && isSame(earlier, seen);
  };
  const { settled = [], growing = [] } = Object.groupBy(now, (seen) =>
    hasSettled(seen) ? 'settled' : 'growing',
  );
  return { settled: newFirst(settled), growing };
};
