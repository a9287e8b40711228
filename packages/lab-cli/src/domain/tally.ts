import { type FileReport, isFinal, type Outcome } from './outcome.ts';

/** Counts of a run. */
export type Totals = Partial<Record<Outcome, number>>;

/**
 * Keeps count of a run however long it is: files that are finished with as numbers, the others by name, each under its last
 * outcome alone.
 */
export const createTally = () => {
  const finished = new Map<Outcome, number>();
  const open = new Map<string, FileReport>();
  return {
    /** @returns whether it says anything new about the file */
    add: (report: FileReport): boolean => {
      const { file, outcome, detail } = report;
      if (isFinal(outcome)) {
        open.delete(file);
        finished.set(outcome, (finished.get(outcome) ?? 0) + 1);
        return true;
      }
      const last = open.get(file);
      open.set(file, report);
      return last?.outcome !== outcome || (outcome === 'unreadable' && last.detail !== detail);
    },
    /** Of open files, only those still there count. */
    keep: (isThere: (file: string) => boolean): void => {
      for (const file of [...open.keys()]) if (!isThere(file)) open.delete(file);
    },
    outcomes: (): Set<Outcome> =>
      new Set([...finished.keys(), ...[...open.values()].map(({ outcome }) => outcome)]),
    totals: (): Totals => {
      const totals = new Map(finished);
      for (const { outcome } of open.values()) totals.set(outcome, (totals.get(outcome) ?? 0) + 1);
      return Object.fromEntries(totals);
    },
  };
};
export type Tally = ReturnType<typeof createTally>;
