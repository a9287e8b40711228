import { PermanentError, UnavailableError } from '@labsecure/contracts/errors';
import type { NotificationMessage } from '@labsecure/contracts/messages';
import type { NotificationRecord } from '@labsecure/contracts/records';
import type { Mail } from './mail.ts';

type Outcome = Exclude<NotificationRecord['outcome'], 'SENDING'>;

/** How a notification ended, or that it has not yet. `reason` is a code, never the text of an error. */
export interface Conclusion {
  outcome: Outcome;
  provider_message_id?: string;
  reason?: string;
}

/** What is to be done about an event: an e-mail to send, or the reason why there is none. */
export type Letter = { mail: Mail } | { none: 'NO_CONTACT' | 'OPTED_OUT' };

export interface TellPorts {
  claim: (event: NotificationMessage, leaseSeconds: number) => Promise<'ours' | 'done' | 'busy'>;
  conclude: (event: NotificationMessage, conclusion: Conclusion) => Promise<void>;
  letterFor: (event: NotificationMessage) => Promise<Letter>;
  /** @returns the provider's id of the message. @throws PermanentError when the provider will never take it */
  send: (mail: Mail) => Promise<string>;
}

/** Longer than all attempts of a send together, so that nobody takes over what is still being sent. */
const leaseSeconds = 60;

/** Another worker has this event in hand, or died over it less than a lease ago. */
export class BusyError extends UnavailableError {
  constructor() {
    super('Another worker is at this notification.');
  }
}

/** The name of an error: its text could hold an address. */
export const reasonOf = (error: unknown): string => {
  const known = error instanceof PermanentError && error.cause instanceof Error ? error.cause : error;
  return known instanceof Error ? known.name : 'unknown';
};

/**
 * Tells whoever an event is for, once, however often the event is delivered. After it, the event's record says how it
 * ended; a fault that may pass is recorded as RETRYING and thrown, so that the queue brings the event again.
 * @returns what came of it; undefined when it had ended before
 */
export const createTell = ({ claim, conclude, letterFor, send }: TellPorts) => {
  const deliver = async (event: NotificationMessage): Promise<Conclusion> => {
    const letter = await letterFor(event);
    if ('none' in letter) return { outcome: letter.none };
    return { outcome: 'SENT', provider_message_id: await send(letter.mail) };
  };

  return async (event: NotificationMessage): Promise<Conclusion | undefined> => {
    const claimed = await claim(event, leaseSeconds);
    if (claimed === 'done') return undefined;
    if (claimed === 'busy') throw new BusyError();

    let conclusion: Conclusion;
    try {
      conclusion = await deliver(event);
    } catch (error) {
      const outcome = error instanceof PermanentError ? 'FAILED' : 'RETRYING';
      // Failing here too changes nothing: the lease runs out, and then the event is taken up again.
      await conclude(event, { outcome, reason: reasonOf(error) }).catch(() => undefined);
      throw error;
    }
    try {
      await conclude(event, conclusion);
    } catch (error) {
      if (conclusion.outcome !== 'SENT') throw error;
      // Bringing the event again would send it again: a person looks at it instead.
      throw new PermanentError('The e-mail was sent, but that could not be recorded.', 'E_UNRECORDED', error);
    }
    return conclusion;
  };
};
export type Tell = ReturnType<typeof createTell>;
