import { unreadable } from './faults.ts';
import type { OrderGroup } from './groups.ts';
import type { Message, Segment } from './message.ts';

/** Bytes of a part of the text, exactly as they were received. */
export type Cut = (start: number, end: number) => Uint8Array;

/** Characters of what all results of a message share: each of their slices repeats it. */
const longestContext = 32 * 1024;

const contextOf = ({ segments }: Message, { patient }: OrderGroup): Segment[] => {
  const before = segments.slice(
    0,
    segments.findIndex(({ id }) => id === 'PID'),
  );
  return [...before, ...patient.segments];
};

/** @throws InvalidInputError (400, E_TOO_LONG) */
export const checkContext = (message: Message, orders: OrderGroup[]): void => {
  const patients = new Map(orders.map((order) => [order.patient, order]));
  for (const order of patients.values()) {
    const sizes = contextOf(message, order).map(({ start, end }) => end - start);
    if (sizes.reduce((total, size) => total + size, 0) <= longestContext) continue;
    const fault = `What stands before the OBR of a patient is longer than ${longestContext} characters.`;
    throw unreadable('E_TOO_LONG', '', fault);
  }
};

/** A message that holds this one result: header, patient, and its own segments. */
export const sliceOf = (message: Message, order: OrderGroup, cut: Cut): Uint8Array =>
  Buffer.concat([...contextOf(message, order), ...order.segments].map(({ start, end }) => cut(start, end)));
