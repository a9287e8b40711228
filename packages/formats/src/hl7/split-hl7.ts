import type { Problem } from '@labsecure/contracts/problem';
import { mostProblems } from '../errors.ts';
import { createLines } from './byte-lines.ts';
import { tooLarge } from './faults.ts';

/** Of one message; a batch may hold any number of them. */
export const largestMessage = 1024 * 1024;
/** Of a message that is too large, as much is kept as an acknowledgement needs. */
const headerLength = 4096;

/** A message of a batch. */
export interface Hl7Piece {
  /** From 1; 0 for what is wrong with the batch around the messages. */
  number: number;
  /** Its bytes as they were received; of one that is too large only its beginning. */
  bytes: Uint8Array;
  /** Errors that keep it from being read at all. */
  problems: Problem[];
  /** What begins the file or the batch it is the first message of: FHS and BHS, as far as an answer needs them. */
  opening?: Opening;
}

export interface Opening {
  FHS?: Uint8Array;
  BHS?: Uint8Array;
}

export interface Hl7Splitter {
  /** @returns the messages that are complete with these bytes */
  push: (chunk: Uint8Array) => Hl7Piece[];
  /** @returns the last message, and a piece numbered 0 when something is wrong with the batch itself */
  end: () => Hl7Piece[];
}

const envelope = ['FHS', 'BHS', 'BTS', 'FTS'];
const none = new Uint8Array();

/** Bytes that may stand before a segment: a byte order mark, and the marks of a message on the wire (MLLP). */
const leading = (line: Uint8Array): number => {
  let at = 0;
  if (line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) at = 3;
  while (line[at] === 0x0b || line[at] === 0x1c) at += 1;
  return at;
};

const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte <= 0x20);

/** The id of a segment that begins or ends a message; undefined for all others. */
const markOf = (line: Uint8Array, from: number): string | undefined => {
  const first = line[from];
  if (first !== 0x42 && first !== 0x46 && first !== 0x4d) return undefined;
  const start = String.fromCharCode(...line.subarray(from, from + 4));
  const id = start.slice(0, 3);
  return /^...(?![A-Za-z0-9])/.test(start) && (id === 'MSH' || envelope.includes(id)) ? id : undefined;
};

const countIn = (line: Uint8Array, from: number): number | undefined => {
  const text = Buffer.from(line.subarray(from, from + 64)).toString('latin1');
  const [count = ''] = /^\d{1,9}(?=\D|$)/.exec(text.slice(4)) ?? [];
  return count === '' ? undefined : Number(count);
};

const problem = (pointer: string, code: string, message: string): Problem => ({ pointer, code, message });
const broken = (pointer: string, message: string): Problem => problem(pointer, 'E_HL7_BATCH', message);

/**
 * Cuts a batch ([FHS] [BHS] {MSH ...} [BTS] [FTS], HL7 v2.8, chapter 2.10.3) or a row of bare messages into messages,
 * holding no more than one of them. Counts in BTS-1 and FTS-1 are compared, and a batch that breaks off is told.
 */
export const createHl7Splitter = (): Hl7Splitter => {
  let ready: Hl7Piece[] = [];
  let parts: Uint8Array[] | undefined;
  let size = 0;
  let total = 0;
  let inBatch = 0;
  let batches = 0;
  let strays = 0;
  let midLine = false;
  let opening: Opening = {};
  let opened: Opening = {};
  const open = { FHS: false, BHS: false };
  const faults: Problem[] = [];

  const emit = (): void => {
    if (parts === undefined) return;
    const isTooLarge = size > largestMessage;
    const bytes = Buffer.concat(parts);
    ready.push({
      number: total,
      bytes: isTooLarge ? bytes.subarray(0, headerLength) : bytes,
      problems: isTooLarge ? tooLarge(largestMessage).problems : [],
      ...((opened.FHS || opened.BHS) && { opening: opened }),
    });
    parts = undefined;
  };
  const begin = (line: Uint8Array): void => {
    emit();
    [parts, size] = [[line], line.length];
    [opened, opening] = [opening, {}];
    total += 1;
    inBatch += 1;
  };
  const append = (line: Uint8Array): void => {
    if (parts === undefined) {
      if (!isBlank(line)) strays += 1;
      return;
    }
    size += line.length;
    if (size <= largestMessage) parts.push(line);
  };
  const compare = (segment: string, told: number | undefined, found: number, what: string): void => {
    if (told === undefined || told === found || faults.length >= mostProblems) return;
    faults.push(broken(`/${segment}-1`, `${segment}-1 says ${told} but ${found} ${what} were found.`));
  };
  const around = (id: string, line: Uint8Array, from: number): void => {
    emit();
    // A copy, since the line may be a view into all that came with it.
    if (id === 'FHS' || id === 'BHS') opening[id] = Uint8Array.from(line.subarray(from, from + headerLength));
    if (id === 'FHS') open.FHS = true;
    if (id === 'BHS') [open.BHS, inBatch, batches] = [true, 0, batches + 1];
    if (id === 'BTS') {
      compare('BTS', countIn(line, from), inBatch, 'messages');
      [open.BHS, inBatch] = [false, 0];
    }
    if (id === 'FTS') {
      compare('FTS', countIn(line, from), batches, 'batches');
      [open.FHS, batches] = [false, 0];
    }
  };
  const lines = createLines(largestMessage, (line, isEnd) => {
    const from = midLine ? 0 : leading(line);
    const id = midLine ? undefined : markOf(line, from);
    midLine = !isEnd;
    if (id === 'MSH') begin(line.subarray(from));
    else if (id !== undefined) around(id, line, from);
    else if (from > 0 && isBlank(line.subarray(from))) emit();
    else append(line);
  });
  const taken = (): Hl7Piece[] => {
    const all = ready;
    ready = [];
    return all;
  };
  return {
    push: (chunk) => {
      lines.push(chunk);
      return taken();
    },
    end: () => {
      lines.end();
      emit();
      if (open.BHS) faults.push(broken('/BTS', 'BHS begins a batch that no BTS ends; it may be cut off.'));
      if (open.FHS) faults.push(broken('/FTS', 'FHS begins a file that no FTS ends; it may be cut off.'));
      if (total === 0) faults.push(problem('', 'E_HL7_MSH', 'There is no message: no line starts with MSH.'));
      else if (strays > 0) faults.push(broken('', `${strays} lines stand outside of any message.`));
      if (faults.length > 0) ready.push({ number: 0, bytes: none, problems: faults.slice(0, mostProblems) });
      return taken();
    },
  };
};
