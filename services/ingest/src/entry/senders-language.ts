import { randomUUID } from 'node:crypto';
import { fhirPathOf } from '@labsecure/formats/fhir/fhir-path';
import { operationOutcome } from '@labsecure/formats/fhir/operation-outcome';
import { acknowledge } from '@labsecure/formats/hl7/acknowledge';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hl7Answer } from '../domain/hl7-answer.ts';
import { followAt, problemsTold, resultsTold, type Told } from '../domain/told.ts';
import { isLargeBody } from './raw-bodies.ts';

const hl7Types = ['application/hl7-v2', 'x-application/hl7-v2+er7'];

const typeOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1).join('').trim().toLowerCase();

/** The media type to answer a sender of HL7 v2 in; undefined for all others. */
export const hl7TypeFor = (request: FastifyRequest): string | undefined => {
  const type = typeOf(request);
  return hl7Types.includes(type) ? `${type}; charset=utf-8` : undefined;
};

/** One more issue for each result, at its place in the Bundle, since FHIR has no other place to say where to follow it. */
const outcomeOf = (told: Told, status: number) => {
  const accepted = resultsTold(told).map((result) => {
    const { pointer, message } = followAt(result);
    const path = fhirPathOf(pointer);
    return {
      severity: 'information' as const,
      code: 'informational' as const,
      diagnostics: message,
      ...(path !== undefined && { expression: [path] }),
    };
  });
  const problems = problemsTold(told);
  const outcome = operationOutcome(problems, status);
  const said = problems.length === 0 && accepted.length > 0 ? [] : outcome.issue;
  return { ...outcome, issue: [...said, ...accepted] };
};

/** Of a body that was never whole, the first message stands for all. */
const acknowledgementOf = ({ body }: FastifyRequest, told: Told): string => {
  const answering = { now: new Date(), newControlId: randomUUID };
  const problems = problemsTold(told);
  if (!isLargeBody(body)) {
    const sent = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    return hl7Answer({ ...answering, sent, problems, results: resultsTold(told) });
  }
  return acknowledge({ sent: body.beginning, problems, now: answering.now, control_id: randomUUID() });
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
  const hl7Type = hl7TypeFor(request);
  if (hl7Type !== undefined) {
    reply.type(hl7Type).serializer(String);
    return acknowledgementOf(request, told);
  }
  if (typeOf(request).startsWith('application/fhir+')) {
    reply.type('application/fhir+json; charset=utf-8').serializer(JSON.stringify);
    return outcomeOf(told, reply.statusCode);
  }
  return payload;
};
