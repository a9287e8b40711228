import type { Problem } from '@labsecure/contracts/problem';
import { forbidOtherLab, looksLikeLabId } from '../other-lab.ts';
import type { LabProfile } from '../profile.ts';
import { unreadable } from './faults.ts';
import type { Message, Segment } from './message.ts';
import { type Clock, offsetOf, readMoment } from './moment.ts';
import { componentOf, rawAt, requireAt, type Spot, tellAt } from './spot.ts';

const headerOf = (message: Message, problems: Problem[]): Spot => {
  const [segment] = message.segments;
  return { message, segment: segment as Segment, problems };
};

/**
 * @param number of the message in its batch, from 1; 0 where it is alone
 * @throws ForbiddenError when MSH-4 is the id of another lab
 */
export const checkLab = (message: Message, labId: string, number = 0): void => {
  const header = headerOf(message, []);
  const facility = componentOf(header, rawAt(header, 4), 1);
  const where = number > 0 ? `MSH-4 of message ${number}` : 'MSH-4';
  forbidOtherLab(looksLikeLabId(facility) ? facility : undefined, labId, where);
};

/** @throws InvalidInputError (400, E_HL7_TYPE) for anything but ORU^R01 */
export const checkType = (message: Message): void => {
  const header = headerOf(message, []);
  const [type = '', event = ''] = [1, 2].map((component) => componentOf(header, rawAt(header, 9), component));
  if (type === 'ORU' && event === 'R01') return;
  const named = /^[A-Z]{3}$/.test(type) && /^(?:[A-Z]\d{2})?$/.test(event);
  const sent = named ? ` ${type}${event && '^'}${event}` : '';
  throw unreadable('E_HL7_TYPE', '/MSH-9', `Message type${sent} is not accepted; send ORU^R01.`);
};

/** The marks of a message that was cut in several (HL7 v2.8, chapter 2.10.2). MSH-14 is not asked: some put names there. */
const isPart = (message: Message): boolean =>
  message.segments.some(
    (segment) => segment.id === 'ADD' || (segment.id === 'DSC' && (segment.fields[1] ?? '') !== ''),
  );

/** @throws InvalidInputError (400): E_HL7_VERSION, E_HL7_PROCESSING, E_HL7_CONTINUED */
export const checkHeader = (message: Message): void => {
  const header = headerOf(message, []);
  const version = componentOf(header, rawAt(header, 12), 1);
  if (!/^2\.[3-8](?:\.\d)?$/.test(version)) {
    const known = /^[\d.]{1,8}$/.test(version) ? ` ${version}` : ' in MSH-12';
    throw unreadable('E_HL7_VERSION', '/MSH-12', `HL7 version${known} is not supported; send 2.3 to 2.8.`);
  }
  if (!/^[PTD]$/.test(componentOf(header, rawAt(header, 11), 1))) {
    throw unreadable('E_HL7_PROCESSING', '/MSH-11', 'MSH-11 has to be P, T or D.');
  }
  if (!isPart(message)) return;
  const fault = 'The message is one part of several (DSC or ADD); send each result whole.';
  throw unreadable('E_HL7_CONTINUED', '', fault);
};

export interface Header {
  clock: Clock;
  spot: Spot;
}

/** What the header says of all results below it; faults go to the problems. */
export const readHeader = (message: Message, profile: LabProfile, problems: Problem[]): Header => {
  const spot = headerOf(message, problems);
  const sent = componentOf(spot, rawAt(spot, 7), 1);
  const offset = offsetOf(sent);
  const clock: Clock = { profile, ...(offset !== undefined && { offset }) };
  if (sent === '') requireAt(spot, 7, 'time of the message');
  else if (readMoment(sent, clock) === undefined) {
    tellAt(spot, 7, 'E_DATE', 'not a valid date/time; send YYYYMMDDHHMMSS with an offset, such as -0500.');
  }
  if (rawAt(spot, 10) === '') requireAt(spot, 10, 'message control id');
  if (componentOf(spot, rawAt(spot, 11), 1) !== 'P') {
    tellAt(spot, 11, 'W_HL7_PROCESSING', 'the message is not marked as production; read like any other.');
  }
  return { clock, spot };
};
