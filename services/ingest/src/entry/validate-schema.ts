import { ValidateAnswer } from '@labsecure/contracts/api';
import { bodyLimits, bodySchema } from './body-schema.ts';
import { validateExample } from './examples.ts';
import { bodyProblems } from './ingest-schema.ts';
import { commonProblems } from './problem-responses.ts';

/** `POST /api/v1/validate`, as its readers see it. */
export const validateSchema = {
  summary: 'Try results',
  description: [
    'Reads and checks a body as `POST /api/v1/ingest` would, and says what would become of each result in it. Nothing is',
    'stored and nobody is told. A table or batch larger than 1 MiB is answered while it is read, as by `ingest`.',
    '',
    bodyLimits,
  ].join('\n'),
  tags: ['Results'],
  operationId: 'validate',
  security: [{ labToken: [] }],
  body: bodySchema,
  response: {
    200: {
      description: 'What would become of each result, in JSON whatever was sent',
      content: {
        'application/json': { schema: ValidateAnswer, examples: { partly: { value: validateExample } } },
      },
    },
    ...bodyProblems,
    ...commonProblems,
  },
};
