import { type ExitCode, exitCodes } from '../domain/exit-code.ts';
import { patiently } from '../domain/retry.ts';
import type { PatienceOption, Session } from './session.ts';

/** `labsecure token` */
export const token = async (session: Session, { retryFor }: PatienceOption): Promise<ExitCode> => {
  const tokens = session.tokens();
  const held = await patiently(tokens.get, session.patience(retryFor));
  session.output.tell({ event: 'token', ...held }, [held.access_token]);
  return exitCodes.done;
};
