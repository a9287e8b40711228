import { AcceptedAnswer } from '@labsecure/contracts/api';
import { NativeSubmission } from '@labsecure/formats/native-json';
import { acceptedExample, completeBloodCount } from './examples.ts';
import { commonProblems, problemResponse } from './problem-responses.ts';

const idempotencyKey = {
  type: 'string',
  minLength: 1,
  maxLength: 255,
  pattern: '^[\\x21-\\x7e]+$',
  description: [
    'Your own id for this request, 1 to 255 visible ASCII characters.',
    'Only needed where results have no accession number: it then tells a retry from a second result.',
    'The same key with another body is refused.',
  ].join(' '),
};

const unprocessable = problemResponse(
  422,
  'The body can be read, but not taken as it is. `errors` names every fault. Nothing is stored.',
  {
    title: 'Cannot be taken as it is',
    code: 'E_INVALID',
    detail: 'The submission was refused and nothing was stored: see errors.',
    errors: [
      { pointer: '/results/0/unit', code: 'E_UNIT_MISSING', message: 'Hemoglobin: unit is required.' },
    ],
  },
);

/** `POST /api/v1/ingest`, as its readers see it. */
export const ingestSchema = {
  summary: 'Send a result',
  description: [
    'Takes one result for one patient. When it answers 202, the bytes are kept as you sent them and will be processed;',
    'follow the `Location` to see what becomes of them. `warnings` are remarks that did not stop the result.',
    '',
    'Limits: 1 MiB a body. Keys that are not described here are kept and otherwise ignored.',
  ].join('\n'),
  tags: ['Results'],
  operationId: 'ingest',
  security: [{ labToken: [] }],
  headers: { type: 'object', properties: { 'idempotency-key': idempotencyKey } },
  body: {
    content: { 'application/json': { schema: { ...NativeSubmission, examples: [completeBloodCount] } } },
  },
  response: {
    202: {
      description: 'Accepted: the bytes are durable and on their way. A replay gets the same answer again.',
      headers: {
        Location: { type: 'string', description: 'where to follow it: /api/v1/status/{result_id}' },
      },
      content: {
        'application/json': { schema: AcceptedAnswer, examples: { accepted: { value: acceptedExample } } },
      },
    },
    400: problemResponse(400, 'The body is empty, is not the JSON it says it is, or a header is malformed.', {
      title: 'Bad request',
      code: 'E_JSON',
      detail: 'The body is not valid JSON.',
      errors: [{ pointer: '', code: 'E_JSON', message: 'Invalid JSON at line 3 column 14.' }],
    }),
    403: problemResponse(
      403,
      'The token lacks the scope, belongs to no active lab, or the body names another lab.',
      {
        title: 'Not allowed',
        code: 'E_FORBIDDEN',
        detail: 'This client does not submit for any active laboratory.',
      },
    ),
    413: problemResponse(413, 'The body is larger than 1 MiB.', {
      title: 'Too large',
      code: 'E_TOO_LARGE',
      detail: 'A body may have at most 1048576 bytes.',
    }),
    415: problemResponse(415, 'The media type is missing or not supported, or the body is compressed.', {
      title: 'Media type not supported',
      code: 'E_MEDIA',
      detail: 'Content type text/plain is not supported; send application/json.',
    }),
    422: unprocessable,
    ...commonProblems,
  },
};
