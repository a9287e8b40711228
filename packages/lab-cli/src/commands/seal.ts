import { isSealedName } from '@labsecure/contracts/api';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import { sealedPath, writeSealed } from '../adapters/sealed-file.ts';
import { type ExitCode, exitCodes } from '../domain/exit-code.ts';
import { refusal, tooLarge, unknownType } from '../domain/limits.ts';
import { patiently } from '../domain/retry.ts';
import { whyUnreadable } from '../domain/system-errors.ts';
import type { Refused } from '../domain/verdict.ts';
import { reportLines } from '../output/lines.ts';
import type { PatienceOption, Session } from './session.ts';
import { needFiles, readSource } from './sources.ts';

export interface SealOptions extends PatienceOption {
  /** Replace sealed files that are there already. */
  force?: boolean;
}

type Sealed = { outcome: 'sealed'; sealed_as: string } | { outcome: 'unreadable'; detail: string } | Refused;

/** What the platform would not read when it has opened it. */
const refusedFor = (path: string, bytes: Uint8Array): Refused | undefined => {
  if (isSealedName(path)) return refusal('E_SEALED_ALREADY', 'The file is sealed already.');
  const beyondAll = tooLarge(bytes.length);
  if (beyondAll) return beyondAll;
  const type = mediaTypeOf(path, bytes);
  return type === undefined ? unknownType('call it .csv, .hl7, .json or .xml') : tooLarge(bytes.length, type);
};

const sealOne = async (
  path: string,
  seal: (bytes: Uint8Array) => Promise<Uint8Array>,
  replace: boolean,
): Promise<Sealed> => {
  const sealed_as = sealedPath(path);
  try {
    const bytes = await readSource(path);
    const refused = refusedFor(path, bytes);
    if (refused) return refused;
    if (await writeSealed(path, await seal(bytes), replace)) return { outcome: 'sealed', sealed_as };
    return refusal('E_EXISTS', `There is a file ${sealed_as} already; --force replaces it.`);
  } catch (error) {
    return { outcome: 'unreadable', detail: whyUnreadable(error) };
  }
};

/** `labsecure seal FILE...`: for those who put files into the platform's folder by themselves, as by SFTP. */
export const seal = async (session: Session, files: string[], options: SealOptions): Promise<ExitCode> => {
  const sealWith = session.seal(session.output);
  await needFiles(files);
  const patience = session.patience(options.retryFor);
  const outcomes = new Set<Sealed['outcome']>();
  for (const file of files) {
    const sealed = await sealOne(
      file,
      (bytes) => patiently(() => sealWith(bytes), patience),
      options.force ?? false,
    );
    outcomes.add(sealed.outcome);
    session.output.tell({ event: 'file', file, ...sealed }, reportLines({ file, ...sealed }));
  }
  if (outcomes.has('unreadable')) return exitCodes.settings;
  return outcomes.has('refused') ? exitCodes.refused : exitCodes.done;
};
