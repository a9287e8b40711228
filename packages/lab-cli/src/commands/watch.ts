import { createDropFolder } from '../adapters/drop-folder.ts';
import { lockFolder } from '../adapters/folder-lock.ts';
import { SettingsError } from '../domain/errors.ts';
import type { ExitCode } from '../domain/exit-code.ts';
import { createTally } from '../domain/tally.ts';
import { watchFolder } from '../domain/watch/watch.ts';
import { tellFile, tellSummary } from './reporting.ts';
import type { DeliverOptions, Session } from './session.ts';

export interface WatchOptions extends DeliverOptions {
  once?: boolean;
  /** Seconds between two looks. */
  every: number;
}

const isSystemError = (error: unknown): error is Error & { code: string; syscall: string } =>
  error instanceof Error && 'syscall' in error && 'code' in error;

/** `labsecure watch FOLDER` */
export const watch = async (session: Session, path: string, options: WatchOptions): Promise<ExitCode> => {
  const { output, world } = session;
  const deliver = session.deliver(options);
  const release = lockFolder(path);
  const tally = createTally();
  try {
    await watchFolder(options.once ?? false, {
      folder: createDropFolder(path),
      deliver,
      tally,
      tell: (report) => tellFile(output, report),
      isStopped: () => world.stopping.aborted,
      pause: () => session.sleep(options.every * 1000),
      now: world.now,
    });
  } catch (error) {
    if (isSystemError(error)) throw new SettingsError(`The folder cannot be watched (${error.code}).`);
    throw error;
  } finally {
    release();
  }
  return tellSummary(output, tally);
};
