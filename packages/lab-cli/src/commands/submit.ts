import type { ExitCode } from '../domain/exit-code.ts';
import { submitFiles } from '../domain/submit.ts';
import { createTally } from '../domain/tally.ts';
import { behind, startProgress } from '../output/progress.ts';
import { tellFile, tellSummary } from './reporting.ts';
import type { DeliverOptions, Session } from './session.ts';
import { needFiles, readSource } from './sources.ts';

/** `labsecure submit FILE...` */
export const submit = async (
  session: Session,
  files: string[],
  options: DeliverOptions,
): Promise<ExitCode> => {
  const { world } = session;
  const output = behind(session.output, Boolean(world.stderr.isTTY && world.stdout.isTTY));
  const tally = createTally();
  let sent = (_bytes: number): void => {};
  const deliver = session.deliver(options, { output, sent: (bytes) => sent(bytes) });
  const progress = startProgress(world.stderr, session.output, await needFiles(files));
  sent = progress.sent;
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
