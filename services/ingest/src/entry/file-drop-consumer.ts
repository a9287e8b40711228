import { LabSecureError, PermanentError } from '@labsecure/contracts/errors';
import type { FileDropMessage } from '@labsecure/contracts/messages';
import type { Logger } from '@labsecure/runtime/logger';
import { isOutage } from '@labsecure/runtime/problem-answers';
import type { MessageContext } from '@labsecure/runtime/queue-worker';
import { nextTraceparent, traceIdOf } from '@labsecure/runtime/trace';
import type { DropEvent } from '../domain/drop/ports.ts';
import type { DropOutcome } from '../domain/drop/settle.ts';

export interface FileDropDeps {
  takeIn: (event: DropEvent) => Promise<DropOutcome>;
  /** For a file that no try could read. */
  giveUp: (event: DropEvent) => Promise<DropOutcome>;
  /** Of the queue; see contracts/resources. */
  maxReceives: number;
}

type Put = Extract<FileDropMessage, { Records: unknown[] }>['Records'][number];

/** Keys are written as in a form. */
const keyOf = ({ s3: { object } }: Put): string => {
  try {
    return decodeURIComponent(object.key.replaceAll('+', ' '));
  } catch (error) {
    throw new PermanentError('The event names an object in a way that cannot be read.', 'E_EVENT', error);
  }
};

/** Something else than the file is in the way, and may be out of it the next time. */
const isPassing = (error: unknown): boolean =>
  isOutage(error) || (error instanceof LabSecureError && error.retryable);

/** Never the path: labs put names into it. */
const tell = (logger: Logger, outcome: DropOutcome): void => {
  if (outcome.state === 'left-alone') logger.debug({ event: 'file.left_alone' }, 'nothing to take in');
  else {
    const { state, ...about } = outcome;
    const event = { accepted: 'file.accepted', quarantined: 'file.quarantined' };
    if (state === 'accepted-in-part')
      logger.warn({ event: 'file.accepted_in_part', ...about }, 'file taken in, but for a part of it');
    else logger[state === 'accepted' ? 'info' : 'warn']({ event: event[state], ...about }, `file ${state}`);
  }
};

/** What a worker of the queue `file-drop` does with a message: each file it names, by itself. */
export const createFileDropConsumer = ({ takeIn, giveUp, maxReceives }: FileDropDeps) => {
  let inHand = 0;

  const takeOne = async (put: Put, { logger: parent, receiveCount }: MessageContext): Promise<void> => {
    const traceparent = nextTraceparent();
    const logger = parent.child({ trace_id: traceIdOf(traceparent) });
    const event = { key: keyOf(put), version_id: put.s3.object.versionId, traceparent };
    inHand += 1;
    try {
      tell(logger, await takeIn(event));
    } catch (err) {
      if (isPassing(err) || receiveCount < maxReceives) throw err;
      logger.error({ event: 'file.unreadable', err }, 'a file could not be read, however often it was tried');
      tell(logger, await giveUp(event));
    } finally {
      inHand -= 1;
    }
  };

  return {
    /** Whether any file is being taken in. */
    isBusy: () => inHand > 0,

    async handle(message: FileDropMessage, context: MessageContext): Promise<void> {
      // S3 says this once, when it is told to send events here.
      const puts = 'Records' in message ? message.Records : [];
      const failures: unknown[] = [];
      for (const put of puts) {
        if (put.eventName.startsWith('ObjectCreated:'))
          await takeOne(put, context).catch((error: unknown) => failures.push(error));
        else context.logger.debug({ event: 'file.other_event' }, 'an event of another kind');
      }
      if (failures.length > 0) throw failures[0];
    },
  };
};
