import type { Problem } from '@labsecure/contracts/problem';
import { acknowledge, type Information } from './acknowledge.ts';
import { escapeText } from './escapes.ts';
import { answeringHeader, echo, type Heard, hear } from './heard.ts';
import type { Hl7Piece, Opening } from './split-hl7.ts';

export interface Answering {
  now: Date;
  /** For each header of the answer a new one. */
  newControlId: () => string;
}

/** What is said of a message. */
export interface Said {
  problems: Problem[];
  information?: Information[];
}

const lineOf = (heard: Heard, ...fields: string[]): string => `${fields.join(heard.marks.field)}\r`;

/**
 * Answers messages in their order, each with an acknowledgement. What came within BHS and BTS, or FHS and FTS, is
 * answered within the same: a batch answers a batch, names it in BHS-12, and counts its own messages (HL7 v2.8, chapter
 * 2.10.3). Bare messages are answered bare.
 */
export const createBatchAnswer = ({ now, newControlId }: Answering) => {
  let file: { heard: Heard; batches: number } | undefined;
  let batch: { heard: Heard; messages: number } | undefined;
  /** FHS and BHS have their fields in the same places. */
  const headerLine = (id: 'FHS' | 'BHS', heard: Heard): string =>
    lineOf(
      heard,
      ...answeringHeader(id, heard, now),
      '',
      '',
      escapeText(newControlId(), heard.marks),
      echo(heard, 11),
    );
  const closeBatch = (): string => {
    const line = batch ? lineOf(batch.heard, 'BTS', String(batch.messages)) : '';
    batch = undefined;
    return line;
  };
  const closeFile = (): string => {
    const lines = closeBatch() + (file ? lineOf(file.heard, 'FTS', String(file.batches)) : '');
    file = undefined;
    return lines;
  };
  const open = ({ FHS, BHS }: Opening): string => {
    const closing = FHS ? closeFile() : closeBatch();
    if (FHS) file = { heard: hear(FHS, 'FHS'), batches: 0 };
    if (BHS) batch = { heard: hear(BHS, 'BHS'), messages: 0 };
    if (BHS && file) file.batches += 1;
    const fileLine = FHS && file ? headerLine('FHS', file.heard) : '';
    return closing + fileLine + (batch ? headerLine('BHS', batch.heard) : '');
  };
  const to = (sent: Uint8Array | string, said: Said): string => {
    if (batch) batch.messages += 1;
    return acknowledge({ sent, ...said, now, control_id: newControlId() });
  };
  return {
    /** Of one message. */
    message: ({ bytes, opening }: Hl7Piece, said: Said): string =>
      (opening ? open(opening) : '') + to(bytes, said),
    /** What ends the answer; what is wrong with the batch around its messages stands in a last one that names no message. */
    end: (ofBatch: Problem[]): string =>
      (ofBatch.length > 0 ? to('', { problems: ofBatch }) : '') + closeFile(),
  };
};
