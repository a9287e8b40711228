import { randomUUID } from 'node:crypto';
import { operationOutcome } from '@labsecure/formats/fhir/operation-outcome';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hl7Answer } from '../domain/hl7-answer.ts';
import { problemsTold, resultsTold, type Told } from '../domain/told.ts';

const hl7Types = ['application/hl7-v2', 'x-application/hl7-v2+er7'];

/** One more issue for each result, since FHIR has no other place to say where to follow it. */
const outcomeOf = (told: Told, status: number) => {
  const accepted = resultsTold(told).map((resultId) => ({
    severity: 'information' as const,
    code: 'informational' as const,
    diagnostics: `Accepted: follow it at /api/v1/status/${resultId}.`,
  }));
  const problems = problemsTold(told);
  const outcome = operationOutcome(problems, status);
  const said = problems.length === 0 && accepted.length > 0 ? [] : outcome.issue;
  return { ...outcome, issue: [...said, ...accepted] };
};

/**
 * Turns an answer into what the sender of a body understands: an HL7 acknowledgement, a FHIR OperationOutcome. The status
 * stays. What was answered before it was known who asks stays as it is. Use as `preSerialization`.
 */
export const inSendersLanguage = async (
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> => {
  if (request.lab === undefined) return payload;
  const told = payload as Told;
  const type = (request.headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();
  if (hl7Types.includes(type)) {
    reply.type(`${type}; charset=utf-8`).serializer(String);
    const sent = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    return hl7Answer({ sent, problems: problemsTold(told), now: new Date(), newControlId: randomUUID });
  }
  if (type.startsWith('application/fhir+')) {
    reply.type('application/fhir+json; charset=utf-8').serializer(JSON.stringify);
    return outcomeOf(told, reply.statusCode);
  }
  return payload;
};
