import { SubmissionsPage } from '@labsecure/contracts/api';
import { Type } from 'typebox';
import { historyExample } from './examples.ts';
import { commonProblems, problemResponse } from './problem-responses.ts';

/** Submissions on a page, unless told otherwise. */
export const defaultLimit = 20;
const largestLimit = 100;

/** `GET /api/v1/submissions`, as its readers see it. */
export const historySchema = {
  summary: 'See what you sent',
  description: [
    'Your own submissions, newest first by when they were last sent, with how far each has come; states are as under',
    '`/api/v1/status/{result_id}`. One that was received a moment ago may be missing.',
    '',
    'Each look is recorded for the patients on the page.',
  ].join('\n'),
  tags: ['Results'],
  operationId: 'submissions',
  security: [{ labToken: [] }],
  querystring: Type.Object({
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: largestLimit,
        default: defaultLimit,
        description: 'submissions on the page',
      }),
    ),
    cursor: Type.Optional(
      Type.String({ maxLength: 400, description: '`cursor` of the page before, unchanged' }),
    ),
  }),
  response: {
    200: {
      description: 'A page',
      content: {
        'application/json': { schema: SubmissionsPage, examples: { page: { value: historyExample } } },
      },
    },
    400: problemResponse(400, 'The limit is not 1 to 100, or the cursor is not one of a page before.', {
      title: 'Bad request',
      code: 'E_CURSOR',
      detail: 'The list cannot be continued from here.',
    }),
    403: problemResponse(403, 'The token lacks the scope, or belongs to no active lab.', {
      title: 'Not allowed',
      code: 'E_FORBIDDEN',
      detail: 'This client does not submit for any active laboratory.',
    }),
    ...commonProblems,
  },
};
