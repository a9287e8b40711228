import { createFindings, type Findings, fileFault, reasonsIn } from './findings.ts';
import type { DropFile, DropPorts } from './ports.ts';
import { digested } from './reading.ts';

export interface Examined {
  findings: Findings;
  /** SHA-256 of the file, hex; absent when it is too large to be read. */
  digest?: string;
}

const inMiB = (bytes: number): string => `${bytes / 1024 / 1024} MiB`;

/**
 * Reads a file once and finds out what can be taken of it, taking it on the way.
 * @param limit bytes; a larger file is not read at all
 * @param take adds to the findings, and throws what refuses the file, or what is left of it
 * @throws what stands behind the ports failed with, and what `take` threw that is no refusal
 */
export const examine = async (
  ports: Pick<DropPorts, 'read'>,
  file: DropFile,
  limit: number,
  take: (body: AsyncIterable<Uint8Array>, findings: Findings) => Promise<void>,
): Promise<Examined> => {
  const findings = createFindings();
  const refuse = (error: unknown): void => findings.refuse(reasonsIn(error));
  if (file.size > limit) {
    refuse(fileFault('E_TOO_LARGE', `The file is larger than ${inMiB(limit)}; send it in parts.`));
    return { findings };
  }
  const body = digested(ports.read(file));
  await take(body.chunks, findings).catch(refuse);
  const { accepted, refused } = findings.counts;
  if (accepted + refused === 0) refuse(fileFault('E_EMPTY', 'There is nothing in the file.'));
  return { findings, digest: await body.digest() };
};
