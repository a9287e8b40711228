import { InvalidInputError } from '@labsecure/contracts/errors';
import { claimOf } from '@labsecure/contracts/identity';
import type { Problem } from '@labsecure/contracts/problem';
import { distinctProblems, entryOf } from '../facts/entry.ts';
import type { Entry, LabProfile, ParseOutcome } from '../profile.ts';
import { hl7Text } from './charset.ts';
import { tooLarge } from './faults.ts';
import { groupOrders, type OrderGroup } from './groups.ts';
import { checkHeader, checkLab, checkType, readHeader } from './header.ts';
import { checkLines, type Message, readMessage } from './message.ts';
import { readOrder } from './order.ts';
import { createPatience } from './patience.ts';
import { type Cut, checkContext, sliceOf } from './slices.ts';
import { createHl7Splitter, type Hl7Piece, largestMessage } from './split-hl7.ts';
import { nameAt, type Spot, tellAt } from './spot.ts';

const readEntry = (message: Message, order: OrderGroup, profile: LabProfile, known: Set<string>): Entry => {
  const problems: Problem[] = [];
  const header = readHeader(message, profile, problems);
  const report = readOrder(message, order, problems, header, profile);
  const obr: Spot = { message, segment: order.obr, problems };
  const claim = report && claimOf(report);
  if (claim !== undefined && known.has(claim)) {
    const fault =
      'the accession number and panel of an earlier OBR in this message; send them apart or as one.';
    tellAt(obr, 3, 'E_HL7_SAME_RESULT', fault);
  }
  if (claim !== undefined) known.add(claim);
  return entryOf(report, distinctProblems(problems), { pointer: `/${nameAt(obr)}` });
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
 * @param number of the message in its batch, from 1; 0 where it is alone
 * @throws InvalidInputError (400; E_HL7_..., E_EMPTY, E_CHARSET) when the message as a whole cannot be read
 * @throws ForbiddenError when MSH-4 names another lab than the sender's
 */
export const readHl7Message = (sent: Uint8Array | string, profile: LabProfile, number = 0): Entry[] => {
  const message = readMessage(typeof sent === 'string' ? sent : hl7Text(sent));
  checkLab(message, profile.lab_id, number);
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
    return readHl7Message(bytes, profile, number).map((entry) => ({ slice: bytes, ...entry, ...place }));
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
export const checkLabOf = ({ bytes, number, problems }: Hl7Piece, labId: string): void => {
  if (problems.length > 0) return;
  try {
    const [header = ''] = hl7Text(bytes)
      .trimStart()
      .split(/[\r\n]/, 1);
    checkLab(readMessage(header), labId, number);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
  }
};

/** A body in which no message begins, or whose only one has no end. */
export const noMessage = (problems: Problem[]): InvalidInputError =>
  new InvalidInputError(problems[0]?.message ?? '', problems, 400, problems[0]?.code ?? 'E_HL7_MSH');

/** Whether there is more than one message, or an envelope around one. */
export const isBatch = (text: string): boolean =>
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
  pieces.forEach(createPatience());
  const [only] = pieces;
  if (pieces.length === 1 && only?.number === 0) throw noMessage(only.problems);
  return { entries: pieces.flatMap((piece) => readHl7Piece(piece, profile)), problems: [] };
};
