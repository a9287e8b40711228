import type { Problem } from '@labsecure/contracts/problem';
import { acknowledge } from '@labsecure/formats/hl7/acknowledge';
import { createHl7Splitter, type Hl7Piece } from '@labsecure/formats/hl7/split-hl7';

export interface Hl7Answer {
  /** What came. */
  sent: Uint8Array;
  /** Those with a row are of that message of the batch. */
  problems: Problem[];
  now: Date;
  newControlId: () => string;
}

const piecesOf = (sent: Uint8Array): Hl7Piece[] => {
  const splitter = createHl7Splitter();
  return [...splitter.push(sent), ...splitter.end()].filter(({ number }) => number > 0);
};

/**
 * The answer to HL7 v2: an acknowledgement of the message, or one of each message of a batch, in their order. What is
 * wrong with the batch around its messages stands in one that names no message, at the end.
 */
export const hl7Answer = ({ sent, problems, now, newControlId }: Hl7Answer): string => {
  const to = (message: Uint8Array | string, about: Problem[]): string =>
    acknowledge({ sent: message, problems: about, now, control_id: newControlId() });
  const pieces = piecesOf(sent);
  if (pieces.length < 2) return to(sent, problems);
  const byRow = Map.groupBy(problems, ({ row }) => row);
  const ofBatch = byRow.get(undefined);
  return [
    ...pieces.map(({ number, bytes }) => to(bytes, byRow.get(number) ?? [])),
    ...(ofBatch ? [to('', ofBatch)] : []),
  ].join('');
};
