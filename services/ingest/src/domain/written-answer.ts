import type { AcceptedEntry, RefusedEntry, SeveralAnswer, ValidateAnswer } from '@labsecure/contracts/api';
import type { Problem } from '@labsecure/contracts/problem';
import type { Information } from '@labsecure/formats/hl7/acknowledge';
import { createBatchAnswer } from '@labsecure/formats/hl7/batch-answer';
import type { Hl7Piece } from '@labsecure/formats/hl7/split-hl7';
import { followAt } from './told.ts';

/** An answer that is written while it is not known how it ends. */
export interface WrittenAnswer<T> {
  /** What is written now; nothing where what follows belongs to it. */
  take: (one: T) => string;
  /** What ends it. */
  end: () => string;
}

/** Refused results that one answer lists. All are counted. */
export const mostListed = 1000;

/** @param more how many were refused besides those listed */
export const notListed = (more: number): Problem[] => {
  if (more <= 0) return [];
  const message = `${more} more were refused; only the first ${mostListed} are listed. Mend these and send again.`;
  return [{ pointer: '', code: 'W_MORE_REFUSED', message }];
};

type Verdict = ValidateAnswer['results'][number];

const isRefused = (one: AcceptedEntry | RefusedEntry | Verdict): boolean =>
  'valid' in one ? !one.valid : one.status === 'REFUSED';

const writtenJson = <T extends AcceptedEntry | RefusedEntry | Verdict>(
  totals: (good: number, refused: number) => object,
): WrittenAnswer<T> => {
  let [good, refused, listed] = [0, 0, 0];
  const take = (one: T): string => {
    if (!isRefused(one)) good += 1;
    else if (++refused > mostListed) return '';
    listed += 1;
    return `${listed === 1 ? '{"results":[' : ','}${JSON.stringify(one)}`;
  };
  const end = (): string => {
    const warnings = notListed(refused - mostListed);
    const rest = JSON.stringify({ ...totals(good, refused), ...(warnings.length > 0 && { warnings }) });
    return `${listed === 0 ? '{"results":[' : ''}],${rest.slice(1)}`;
  };
  return { take, end };
};

/** A SeveralAnswer, counts at its end. */
export const writtenSeveral = (): WrittenAnswer<AcceptedEntry | RefusedEntry> =>
  writtenJson((accepted, refused): Omit<SeveralAnswer, 'results'> => ({ accepted, refused }));

/** A ValidateAnswer, counts at its end. */
export const writtenVerdicts = (): WrittenAnswer<Verdict> =>
  writtenJson((valid, refused): Omit<ValidateAnswer, 'results'> => ({ valid, refused }));

/** An entry, and the message of a batch it came in. */
export interface OfMessage {
  told: AcceptedEntry | RefusedEntry;
  piece?: Hl7Piece;
}

/** Acknowledgements, one after the other: a message is answered when all its results are known. */
export const writtenAcknowledgements = (
  answering: Parameters<typeof createBatchAnswer>[0],
): WrittenAnswer<OfMessage> => {
  const batch = createBatchAnswer(answering);
  let open: { piece: Hl7Piece; problems: Problem[]; information: Information[] } | undefined;
  const ofBatch: Problem[] = [];
  const flush = (): string => {
    const text = open ? batch.message(open.piece, open) : '';
    open = undefined;
    return text;
  };
  const take = ({ told, piece }: OfMessage): string => {
    const problems = 'errors' in told ? told.errors : told.warnings;
    if (piece === undefined || piece.number === 0) {
      ofBatch.push(...problems);
      return '';
    }
    const text = open?.piece.number === piece.number ? '' : flush();
    open ??= { piece, problems: [], information: [] };
    open.problems.push(...problems);
    if ('result_id' in told) open.information.push(followAt(told));
    return text;
  };
  return { take, end: () => flush() + batch.end(ofBatch) };
};
