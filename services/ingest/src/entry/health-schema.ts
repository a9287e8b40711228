import { Type } from 'typebox';

const HealthAnswer = Type.Object({
  status: Type.Enum(['ok', 'failing']),
  checks: Type.Record(Type.String(), Type.Enum(['ok', 'failing']), {
    description: 'each thing this service needs',
    examples: [{ storage: 'ok', records: 'ok', queue: 'ok', files: 'ok' }],
  }),
});

/** `GET /api/v1/health`, as its readers see it. */
export const healthSchema = {
  summary: 'Ask whether results can be taken',
  description: 'Needs no token. `/api/v1/health/live` and `/api/v1/health/ready` are for orchestrators.',
  tags: ['Health'],
  operationId: 'health',
  security: [],
  response: {
    200: { description: 'Yes', content: { 'application/json': { schema: HealthAnswer } } },
    503: {
      description: 'Not at the moment; `checks` says what does not answer',
      content: { 'application/json': { schema: HealthAnswer } },
    },
  },
};
