import type { CanonicalReport } from '@labsecure/contracts/canonical-report';
import { InvalidInputError } from '@labsecure/contracts/errors';
import type { Problem } from '@labsecure/contracts/problem';
import { entryOf } from '../facts/entry.ts';
import type { Entry, LabProfile, ParseOutcome } from '../profile.ts';
import { hl7Text } from './charset.ts';
import { tooLarge } from './faults.ts';
import { groupOrders, type OrderGroup } from './groups.ts';
import { checkHeader, checkLab, checkType, readHeader } from './header.ts';
import { checkLines, type Message, readMessage } from './message.ts';
import { readOrder } from './order.ts';
import { type Cut, checkContext, sliceOf } from './slices.ts';
import { createHl7Splitter, type Hl7Piece, largestMessage } from './split-hl7.ts';
import { tellAt } from './spot.ts';

/** A fault that several results share is told once in each. */
const once = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [`${problem.code} ${problem.pointer}`, problem])).values(),
];

/** What the id of a result is made of (contracts/identity): two results of one message that share it would be one. */
const identityOf = ({ accession_number, panel }: CanonicalReport): string | undefined =>
  accession_number && JSON.stringify([accession_number, panel.id]);

const readEntry = (message: Message, order: OrderGroup, profile: LabProfile, known: Set<string>): Entry => {
  const problems: Problem[] = [];
  const header = readHeader(message, profile, problems);
  const report = readOrder(message, order, problems, header, profile);
  const identity = report && identityOf(report);
  if (identity !== undefined && known.has(identity)) {
    const fault =
      'the accession number and panel of an earlier OBR in this message; send them apart or as one.';
    tellAt({ message, segment: order.obr, problems }, 3, 'E_HL7_SAME_RESULT', fault);
  }
  if (identity !== undefined) known.add(identity);
  return entryOf(report, once(problems), {});
};

/** Of a charset with one byte a character the very bytes; UTF-8 comes out of its text as it went in. */
const cutOf = (sent: Uint8Array | string, { text, before }: Message): Cut => {
  if (typeof sent !== 'string' && sent.length === before + text.length) {
    return (start, end) => sent.subarray(before + start, before + end);
  }
  return (start, end) => Buffer.from(text.slice(start, end));
};

/**
 * Reads one message: an entry for each OBR. Where there are several, each has a slice, a message that holds it alone.
 * @throws InvalidInputError (400; E_HL7_..., E_EMPTY, E_CHARSET) when the message as a whole cannot be read
 * @throws ForbiddenError when MSH-4 names another lab than the sender's
 */
export const readHl7Message = (sent: Uint8Array | string, profile: LabProfile): Entry[] => {
  const message = readMessage(typeof sent === 'string' ? sent : hl7Text(sent));
  checkLab(message, profile.lab_id);
  checkType(message);
  checkLines(message);
  checkHeader(message);
  const orders = groupOrders(message);
  const isShared = orders.length > 1;
  if (isShared) checkContext(message, orders);
  const known = new Set<string>();
  const cut = cutOf(sent, message);
  return orders.map((order) => ({
    ...readEntry(message, order, profile, known),
    ...(isShared && { slice: sliceOf(message, order, cut) }),
  }));
};

/**
 * Reads one message of a batch. One that cannot be read is an entry without a report and never stops the rest.
 * @throws ForbiddenError as readHl7Message does
 */
export const readHl7Piece = (piece: Hl7Piece, profile: LabProfile): Entry[] => {
  const { number, bytes, problems } = piece;
  const place = number > 0 ? { row: number } : {};
  if (problems.length > 0) return [{ problems, ...place }];
  try {
    return readHl7Message(bytes, profile).map((entry) => ({ slice: bytes, ...entry, ...place }));
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return [{ problems: error.problems, ...place, slice: bytes }];
  }
};

/**
 * Looks at nothing but whose a message is, so that a batch can be refused before any of it is read. What cannot be read
 * at all says nothing.
 * @throws ForbiddenError as readHl7Message does
 */
export const checkLabOf = ({ bytes, problems }: Hl7Piece, labId: string): void => {
  if (problems.length > 0) return;
  try {
    const [header = ''] = hl7Text(bytes)
      .trimStart()
      .split(/[\r\n]/, 1);
    checkLab(readMessage(header), labId);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
  }
};

/** A body in which no message begins, or whose only one has no end. */
export const noMessage = (problems: Problem[]): InvalidInputError =>
  new InvalidInputError(problems[0]?.message ?? '', problems, 400, problems[0]?.code ?? 'E_HL7_MSH');

/** Whether there is more than one message, or an envelope around one. */
const isBatch = (text: string): boolean =>
  /^\s*(?:FHS|BHS)\W/.test(text) || /[\r\n\v](?:MSH|FHS|BHS|BTS|FTS)(?:\W|$)/.test(text);

/**
 * Reads ORU^R01 (HL7 v2.3 to v2.8): one message, or a batch, of which each message is read by itself. What is wrong with
 * a batch around its messages (a count that differs, an end that is missing) is an entry of its own, without a row.
 * @throws InvalidInputError (400) when it is one message that cannot be read as a whole, or none at all
 * @throws ForbiddenError when a message names another lab than the sender's
 */
export const readHl7 = (text: string, profile: LabProfile): ParseOutcome => {
  if (!isBatch(text)) {
    if (text.length > largestMessage) throw tooLarge(largestMessage);
    return { entries: readHl7Message(text, profile), problems: [] };
  }
  const splitter = createHl7Splitter();
  const pieces = [...splitter.push(Buffer.from(text)), ...splitter.end()];
  const [only] = pieces;
  if (pieces.length === 1 && only?.number === 0) throw noMessage(only.problems);
  return { entries: pieces.flatMap((piece) => readHl7Piece(piece, profile)), problems: [] };
};
