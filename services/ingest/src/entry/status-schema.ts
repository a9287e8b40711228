import { StatusAnswer } from '@labsecure/contracts/api';
import { Type } from 'typebox';
import { statusExample } from './examples.ts';
import { commonProblems, problemResponse } from './problem-responses.ts';

/** `GET /api/v1/status/{result_id}`, as its readers see it. */
export const statusSchema = {
  summary: 'Follow a result',
  description: [
    'What became of each submission of a result, newest first.',
    '',
    '- `RECEIVED`, `PROCESSING`: on its way, usually for less than a second',
    '- `HELD`: it waits until staff have confirmed whose it is; nothing is to be done for it',
    '- `READY`: the patient can see the result, or a newer version of it',
    '- `REJECTED`: it cannot be processed as it is; `problems` says why. Send a corrected one',
    '- `FAILED`: we could not process it, and `reason` says why. Nothing is lost; sending it again is safe',
    '',
    'Each look is recorded for the patient.',
  ].join('\n'),
  tags: ['Results'],
  operationId: 'status',
  security: [{ labToken: [] }],
  params: Type.Object({ result_id: Type.String({ description: 'from the answer to your submission' }) }),
  response: {
    200: {
      description: 'How far it has come',
      content: {
        'application/json': { schema: StatusAnswer, examples: { ready: { value: statusExample } } },
      },
    },
    403: problemResponse(403, 'The token lacks the scope, or belongs to no active lab.', {
      title: 'Not allowed',
      code: 'E_FORBIDDEN',
      detail: 'This client does not submit for any active laboratory.',
    }),
    404: problemResponse(404, 'You have sent no result of this id. Ids of others are answered the same.', {
      title: 'Not found',
      code: 'E_NOT_FOUND',
      detail: 'There is nothing at this address for you.',
    }),
    ...commonProblems,
  },
};
