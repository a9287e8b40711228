import type { MediaType } from '@labsecure/contracts/vocabulary';
import type { ExitCode } from '../domain/exit-code.ts';
import { submitFiles } from '../domain/submit.ts';
import { createTally } from '../domain/watch/tally.ts';
import { behind, startProgress } from '../output/progress.ts';
import { tellFile, tellSummary } from './reporting.ts';
import type { PatienceOption, Session } from './session.ts';
import { needFiles, readSource } from './sources.ts';

export interface SubmitOptions extends PatienceOption {
  type?: MediaType;
}

/** `labsecure submit FILE...` */
export const submit = async (
  session: Session,
  files: string[],
  options: SubmitOptions,
): Promise<ExitCode> => {
  const { world } = session;
  const deliver = session.deliver(options);
  await needFiles(files);
  const progress = startProgress(world.stderr, session.output, files.length);
  const output = behind(session.output, Boolean(world.stderr.isTTY && world.stdout.isTTY));
  const tally = createTally();
  try {
    await submitFiles(files, {
      read: readSource,
      deliver,
      tell: (report) => {
        tally.add(report);
        tellFile(output, report);
        progress.step();
      },
    });
  } finally {
    progress.stop();
    output.flush();
  }
  return tellSummary(session.output, tally);
};
