import { isError, type Problem } from '@labsecure/contracts/problem';
import { acknowledge } from '@labsecure/formats/hl7/acknowledge';
import { createBatchAnswer } from '@labsecure/formats/hl7/batch-answer';
import { createHl7Splitter, type Hl7Piece } from '@labsecure/formats/hl7/split-hl7';
import { type Accepted, followAt } from './told.ts';

export interface Hl7Answer {
  /** What came. */
  sent: Uint8Array;
  /** Those with a row are of that message of the batch. */
  problems: Problem[];
  /** Results that were accepted. */
  results: Accepted[];
  now: Date;
  newControlId: () => string;
}

const piecesOf = (sent: Uint8Array): Hl7Piece[] => {
  const splitter = createHl7Splitter();
  return [...splitter.push(sent), ...splitter.end()].filter(({ number }) => number > 0);
};

/**
 * The answer to HL7 v2: an acknowledgement of the message, or one of each message of a batch, in their order. What is
 * wrong with the batch around its messages stands in one that names no message, at the end; where nothing was accepted
 * for it, in every one.
 */
export const hl7Answer = ({ sent, problems, results, now, newControlId }: Hl7Answer): string => {
  const pieces = piecesOf(sent);
  const [only] = pieces;
  if (pieces.length < 2 && only?.opening === undefined) {
    return acknowledge({
      sent,
      problems,
      information: results.map(followAt),
      now,
      control_id: newControlId(),
    });
  }
  const batch = createBatchAnswer({ now, newControlId });
  const isPlaced = [...problems, ...results].some(({ row }) => row !== undefined);
  if (only !== undefined && pieces.length === 1 && !isPlaced) {
    return batch.message(only, { problems, information: results.map(followAt) }) + batch.end([]);
  }
  const problemsIn = Map.groupBy(problems, ({ row }) => row);
  const resultsIn = Map.groupBy(results, ({ row }) => row);
  const ofBatch = problemsIn.get(undefined) ?? [];
  const refused = results.length === 0 ? ofBatch.filter(isError) : [];
  const said = pieces.map((piece) => {
    const own = problemsIn.get(piece.number) ?? [];
    const information = (resultsIn.get(piece.number) ?? []).map(followAt);
    return batch.message(piece, { problems: [...own, ...refused], information });
  });
  return said.join('') + batch.end(ofBatch);
};
