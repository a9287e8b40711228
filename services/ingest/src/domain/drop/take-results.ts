import { isSealedName, sealedSuffix } from '@labsecure/contracts/api';
import type { Lab } from '@labsecure/contracts/labs';
import { mediaTypeOf } from '@labsecure/formats/file-type';
import { beginBody } from '../begin-body.ts';
import { largestBody, largestReport } from '../limits.ts';
import { type Examined, examine } from './examine.ts';
import { type Findings, fileFault } from './findings.ts';
import type { DropFile, DropPorts } from './ports.ts';

/** Sealing makes a file a little longer. */
export const largestSealed = largestBody + 1024 * 1024;

/** A file of results, as it came. */
export interface ResultsFile {
  file: DropFile;
  name: string;
  /** The one its path names, when there is such a lab. */
  lab: Lab | undefined;
  traceparent: string;
}

const labIn = ({ lab }: ResultsFile): Lab => {
  if (lab?.active) return lab;
  throw fileFault('E_LAB', 'Files are taken from incoming/{lab_id}/ of an active laboratory; this is none.');
};

const opened = (
  { open }: DropPorts,
  body: AsyncIterable<Uint8Array>,
  { lab_id }: Lab,
): AsyncIterable<Uint8Array> => {
  if (open) return open(body, { lab_id });
  throw fileFault('E_SEALED', 'Sealed files cannot be opened here: no sealing key is set up.');
};

const oneChunk = async function* (bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
};

const deliver = async (
  ports: DropPorts,
  { lab, name, traceparent }: { lab: Lab; name: string; traceparent: string },
  content: AsyncIterable<Uint8Array>,
  findings: Findings,
): Promise<void> => {
  const begun = await beginBody(content, largestReport);
  const media_type = mediaTypeOf(name, 'whole' in begun ? begun.whole : begun.beginning);
  if (media_type === undefined)
    throw fileFault('E_MEDIA', 'What is in the file is not known; name it .json, .hl7, .csv or .xml.');
  const body = 'whole' in begun ? oneChunk(begun.whole) : begun.body;
  const delivery = { lab, media_type, traceparent, received_at: new Date(), body };
  for await (const entry of ports.accept(delivery)) findings.add(entry);
};

/** Takes the results of a file as they would be taken by the API; a sealed one is opened on the way. */
export const takeResults = (ports: DropPorts, results: ResultsFile): Promise<Examined> => {
  const { file, name, traceparent } = results;
  const isSealed = isSealedName(name);
  return examine(ports, file, isSealed ? largestSealed : largestBody, async (body, findings) => {
    const lab = labIn(results);
    const delivery = { lab, name: isSealed ? name.slice(0, -sealedSuffix.length) : name, traceparent };
    await deliver(ports, delivery, isSealed ? opened(ports, body, lab) : body, findings);
  });
};
