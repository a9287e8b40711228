import type { Readable } from 'node:stream';
import { LabSecureError } from '@labsecure/contracts/errors';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LargeBody } from '../domain/begin-body.ts';
import { largestBody } from '../domain/limits.ts';
import { dropRest } from './rest-of-body.ts';

/**
 * For how long a connection may be silent while a body that has come is read, or its results are kept: nothing can be answered
 * yet. The load balancer waits as long (terraform/modules/edge).
 */
const longestReadingMs = 5 * 60_000;

/** Has a connection wait for the answer to a body of many results, which has come. */
export const waitForAnswer = ({ socket }: FastifyRequest['raw']): void =>
  void socket.setTimeout?.(longestReadingMs);

interface LargeBodyLimits {
  /** Large bodies of one process that are under way together: each holds some 40 MB at worst. */
  atOnce: number;
  /** Of these, how many one lab may have, so that it cannot keep all others out. */
  ofALab: number;
  /** What is being kept when the process is to stop may go on for so long. */
  graceMs: number;
}

const usual: LargeBodyLimits = { atOnce: 3, ofALab: 2, graceMs: 5000 };

/** A large body that was let in. It is out again when its connection or its answer has ended. */
export interface Visit {
  /** Nobody waits for an answer any more. */
  isGone: () => boolean;
  /** To be said when the body has been read to its end, and its results are being kept. */
  received: () => void;
}

export type Admit = (request: FastifyRequest, reply: FastifyReply, body: LargeBody) => Visit;

const busy = (): LabSecureError =>
  new LabSecureError('Other large bodies are being read; send this one again in a moment.', {
    code: 'E_BUSY',
    status: 503,
    retryable: true,
    retryAfterSeconds: 10,
  });

/** Nobody is left to answer. */
export const gone = (): LabSecureError =>
  new LabSecureError('The connection was closed before the answer.', {
    code: 'E_REQUEST',
    status: 400,
    retryable: true,
  });

/** Of a body that was answered before its end, the rest is dropped, as far as one could have been taken. */
const discard = async (body: LargeBody, rest: Readable): Promise<void> => {
  await body.letGo();
  await dropRest(rest, largestBody);
};

/**
 * Counts the large bodies of a process. When the app closes, those still on their way in are cut off at once, since nothing of
 * them is kept, and those being kept soon after: whoever sent them sends them again.
 * @returns what lets one in. It throws LabSecureError (503, E_BUSY) when there are too many
 */
export const registerLargeBodies = (app: HttpApp, { atOnce, ofALab, graceMs } = usual): Admit => {
  const underWay = new Map<FastifyReply['raw'], { isReceived: boolean; lab_id: string | undefined }>();
  let ending: NodeJS.Timeout | undefined;
  const cutOff = (isReceived: boolean): void => {
    for (const [raw, visit] of underWay) if (visit.isReceived === isReceived) raw.destroy();
  };
  app.addHook('preClose', async () => {
    cutOff(false);
    ending = setTimeout(cutOff, graceMs, true);
  });
  app.addHook('onClose', async () => clearTimeout(ending));

  return (request, reply, body) => {
    const { raw } = reply;
    // No end of it would be told any more, and it would be counted for ever.
    if (raw.destroyed) throw gone();
    raw.once('finish', () => void discard(body, request.raw).catch(() => undefined));
    const lab_id = request.lab?.lab_id;
    const own = [...underWay.values()].filter((visit) => visit.lab_id === lab_id);
    if (underWay.size >= atOnce || own.length >= ofALab) throw busy();
    const visit = { isReceived: false, lab_id };
    underWay.set(raw, visit);
    request.log.info({ event: 'body.large', under_way: underWay.size }, 'a large body is read as it comes');
    raw.once('close', () => underWay.delete(raw));
    request.raw.once('end', () => waitForAnswer(request.raw));
    return {
      isGone: () => raw.destroyed,
      received: () => {
        visit.isReceived = true;
      },
    };
  };
};
