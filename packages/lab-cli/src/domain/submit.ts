import type { Deliver, Delivered } from './deliver.ts';
import type { FileReport } from './outcome.ts';
import { whyUnreadable } from './system-errors.ts';

export interface SubmitPorts {
  read: (path: string) => Promise<Uint8Array>;
  deliver: Deliver;
  tell: (report: FileReport) => void;
}

const notTried = (file: string, { outcome, detail }: Delivered): FileReport => ({
  file,
  outcome,
  detail: `Not tried: ${detail}`,
});

/** Sends files one after the other, in the order in which they were named. */
export const submitFiles = async (paths: string[], { read, deliver, tell }: SubmitPorts): Promise<void> => {
  let blocked: Delivered | undefined;
  for (const path of paths) {
    if (blocked) {
      tell(notTried(path, blocked));
      continue;
    }
    const delivered = await submitOne(path, read, deliver);
    const { is_general, ...report } = delivered;
    if (is_general) blocked = delivered;
    tell({ file: path, ...report });
  }
};

const submitOne = async (path: string, read: SubmitPorts['read'], deliver: Deliver): Promise<Delivered> => {
  let bytes: Uint8Array;
  try {
    bytes = await read(path);
  } catch (error) {
    return { outcome: 'unreadable', detail: whyUnreadable(error) };
  }
  return await deliver({ name: path, bytes });
};
