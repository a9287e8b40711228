import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Problem } from '@labsecure/contracts/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Settled } from '../domain/accept-stream.ts';
import { createHeldText } from '../domain/held-text.ts';
import { refusal } from '../domain/read-body.ts';
import {
  mostListed,
  notListed,
  type WrittenAnswer,
  writtenAcknowledgements,
  writtenSeveral,
} from '../domain/written-answer.ts';
import { gone, type Visit } from './large-bodies.ts';
import { hl7TypeFor } from './senders-language.ts';

export const jsonType = 'application/json; charset=utf-8';

/** What follows a beginning, one text at a time; it is let go of when the reader of the answer leaves. */
export async function* writtenOn<T>(
  rest: AsyncIterator<T>,
  { take, end }: WrittenAnswer<T>,
): AsyncIterable<string> {
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      const text = take(next.value);
      if (text !== '') yield text;
    }
  } finally {
    await rest.return?.();
  }
  yield end();
}

/** Faults of the results of a body of which none can be taken, as far as they are listed. */
const createFaults = () => {
  const faults: Problem[] = [];
  let count = 0;
  return {
    add: ({ told }: Settled): void => {
      if (!('errors' in told)) return;
      count += 1;
      const { row, errors } = told;
      if (count <= mostListed)
        faults.push(...errors.map((one) => ({ ...(row !== undefined && { row }), ...one })));
    },
    all: (): Problem[] => [...faults, ...notListed(count - mostListed)],
  };
};

const writerFor = (hl7Type: string | undefined): WrittenAnswer<Settled> => {
  if (hl7Type !== undefined) {
    return writtenAcknowledgements({ now: new Date(), newControlId: randomUUID });
  }
  const { take, end } = writtenSeveral();
  return { take: ({ told }) => take(told), end };
};

/**
 * Answers with each result as soon as it is settled. Until one is accepted it is open what the answer is, and what is to be
 * said of refused ones waits; then it is 202, and what fails after that ends the connection, so that the sender sees an
 * answer without its end and sends again.
 * @throws InvalidInputError (422) when nothing could be taken, and what the results throw before the first is accepted
 */
export const answerSettled = async (
  request: FastifyRequest,
  reply: FastifyReply,
  settled: AsyncIterable<Settled>,
  visit: Visit,
): Promise<FastifyReply> => {
  const hl7Type = hl7TypeFor(request);
  const writer = writerFor(hl7Type);
  const held = createHeldText();
  const faults = createFaults();
  const results = settled[Symbol.asyncIterator]();
  const begin = async (): Promise<'accepted' | 'refused'> => {
    for (let next = await results.next(); !next.done; next = await results.next()) {
      visit.received();
      if (visit.isGone()) throw gone();
      held.add(writer.take(next.value));
      if ('result_id' in next.value.told) return 'accepted';
      faults.add(next.value);
    }
    return 'refused';
  };
  const outcome = await begin().catch(async (error: unknown) => {
    await results.return?.();
    throw error;
  });
  async function* whole(): AsyncIterable<string | Buffer> {
    yield* held.texts();
    yield* writtenOn(results, writer);
  }
  if (outcome === 'refused' && hl7Type === undefined) throw refusal(faults.all());
  if (outcome === 'refused')
    return reply
      .code(422)
      .type(hl7Type ?? '')
      .send(Readable.from(whole()));
  reply
    .code(202)
    .header('location', '/api/v1/submissions')
    .type(hl7Type ?? jsonType);
  return reply.send(Readable.from(whole()));
};
