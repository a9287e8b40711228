import { digestOf, quarantineEventIdOf } from '@labsecure/contracts/identity';
import type { Lab } from '@labsecure/contracts/labs';
import { type DropKeys, type DropPath, dropKeysOf } from './drop-path.ts';
import type { Examined } from './examine.ts';
import type { DropFile, DropPorts, FileNotice } from './ports.ts';

export interface Dropped {
  file: DropFile;
  path: DropPath;
  lab: Lab | undefined;
  traceparent: string;
}

export type DropOutcome =
  /** Nobody's, or dealt with already. */
  | { state: 'left-alone' }
  | {
      state: 'accepted' | 'accepted-in-part' | 'quarantined';
      lab_id?: string;
      digest: string;
      accepted: number;
      refused: number;
      codes: string[];
    };

/** What is beside a file in quarantine, for the people who look into it. */
const sidecarOf = ({ file }: Dropped, { findings, digest }: Examined, inPart: boolean): string => {
  const { counts, reasons } = findings;
  const sidecar = {
    path: file.key,
    received_at: file.put_at.toISOString(),
    size: file.size,
    sha256: digest,
    in_part: inPart,
    accepted: counts.accepted,
    refused: counts.refused,
    reasons_in_all: counts.problems,
    reasons,
  };
  return `${JSON.stringify(sidecar, null, 2)}\n`;
};

const noticeOf = (
  { file, path, lab, traceparent }: Dropped,
  { findings }: Examined,
  keys: DropKeys,
  digest: string,
): FileNotice => ({
  kind: 'file-quarantined',
  // By where it is kept and not by its name: the same bad file of another day is another event.
  event_id: quarantineEventIdOf(keys.quarantined, digest),
  ...(path.kind === 'results' && lab && { lab_id: lab.lab_id }),
  path: file.key,
  // Of a file that was taken in part the reasons alone are there.
  kept_at: findings.counts.accepted > 0 ? keys.reasons : keys.quarantined,
  in_part: findings.counts.accepted > 0,
  reasons: findings.told(),
  traceparent,
});

/**
 * Puts a file where it belongs after it was examined, and tells of what was not taken. The order is what makes a crash
 * harmless: it is taken away last, and until then everything is done again to the same places and under the same id.
 */
export const settle = async (
  ports: DropPorts,
  dropped: Dropped,
  examined: Examined,
): Promise<DropOutcome> => {
  const { file, path, lab } = dropped;
  const { findings } = examined;
  const { accepted, refused } = findings.counts;
  // One that is too large to be read is told apart by what S3 knows it by.
  const digest = examined.digest ?? digestOf(Buffer.from(`${file.size} ${file.etag}`));
  const keys = dropKeysOf(path, file.put_at, digest);
  const inPart = accepted > 0;

  if (refused > 0) await ports.explain(keys.reasons, sidecarOf(dropped, examined, inPart));
  if (inPart) await ports.keep(file, keys.accepted);
  else await ports.quarantine(file, keys.quarantined);
  if (refused > 0) await ports.tell(noticeOf(dropped, examined, keys, digest));
  await ports.remove(file);

  return {
    state: refused === 0 ? 'accepted' : inPart ? 'accepted-in-part' : 'quarantined',
    ...(lab && { lab_id: lab.lab_id }),
    digest,
    accepted,
    refused,
    codes: findings.told().map(({ code }) => code),
  };
};
