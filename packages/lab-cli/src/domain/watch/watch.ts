import type { FileReport } from '../outcome.ts';
import type { Tally } from '../tally.ts';
import { originalName } from './names.ts';
import { type RoundPorts, runRound } from './round.ts';
import { type Seen, sortSeen } from './settled.ts';

export interface WatchPorts extends Omit<RoundPorts, 'tell'> {
  tally: Tally;
  /** Says what is new about a file. */
  tell: (report: FileReport) => void;
  /** Between two looks. @returns false when the process is to end */
  pause: () => Promise<boolean>;
}

const whyWaiting = ({ size }: Seen): string =>
  size === 0 ? 'It is empty: nothing has arrived yet.' : 'It is still being written.';

/**
 * Looks at a folder again and again, and deals with the files that two looks show unchanged.
 * @param once ends after one round
 */
export const watchFolder = async (once: boolean, ports: WatchPorts): Promise<void> => {
  const { folder, tally, pause } = ports;
  const tell = (report: FileReport): void => {
    if (tally.add(report)) ports.tell(report);
  };
  let before = await folder.look();
  let denied = false;
  while (!denied && (await pause())) {
    const seen = await folder.look();
    const names = new Set(seen.map(({ name }) => originalName(name)));
    tally.keep((file) => names.has(file));
    const { settled, growing } = sortSeen(before, seen);
    for (const one of growing)
      if (once || one.size === 0)
        tell({ file: originalName(one.name), outcome: 'waiting', detail: whyWaiting(one) });
    await runRound(settled, { ...ports, tell });
    denied = tally.outcomes().has('denied');
    if (once) return;
    before = seen;
  }
};
