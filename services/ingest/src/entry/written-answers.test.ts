import type { FastifyReply, FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import type { Settled } from '../domain/accept-stream.ts';
import { answerSettled } from './written-answers.ts';

const refused: Settled = { told: { row: 2, status: 'REFUSED', errors: [] } };
const request = { headers: { 'content-type': 'text/csv' } } as FastifyRequest;
const noReply = {} as FastifyReply;

test('When nobody waits for the answer any more, then no more results are asked for', async () => {
  let asked = 0;
  let isOver = false;
  async function* settled(): AsyncIterable<Settled> {
    try {
      for (; ; asked += 1) yield refused;
    } finally {
      isOver = true;
    }
  }
  const visit = { isGone: () => asked >= 3, received: () => undefined };
  await expect(answerSettled(request, noReply, settled(), visit)).rejects.toMatchObject({ status: 400 });
  expect([asked, isOver]).toEqual([3, true]);
});
