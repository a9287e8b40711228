import { AcceptedAnswer, SeveralAnswer } from '@labsecure/contracts/api';
import { Type } from 'typebox';
import { bodyLimits, bodySchema } from './body-schema.ts';
import { acceptedExample, severalExample } from './examples.ts';
import { commonProblems, problemResponse, spoken } from './problem-responses.ts';
import { spokenContent } from './spoken-content.ts';

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

/** What a body as a whole may be refused with, wherever it is sent. */
export const bodyProblems = {
  400: spoken(
    problemResponse(400, 'The body is empty, is not what its media type says, or a header is malformed.', {
      title: 'Bad request',
      code: 'E_JSON',
      detail: 'Invalid JSON at line 3 column 14.',
      errors: [{ pointer: '', code: 'E_JSON', message: 'Invalid JSON at line 3 column 14.' }],
    }),
  ),
  403: spoken(
    problemResponse(
      403,
      'The token lacks the scope, belongs to no active lab, or the body names another lab.',
      {
        title: 'Not allowed',
        code: 'E_FORBIDDEN',
        detail: 'This client does not submit for any active laboratory.',
      },
    ),
  ),
  413: spoken(
    problemResponse(413, 'The body is larger than 1 MiB, or as a table or batch larger than 25 MiB.', {
      title: 'Too large',
      code: 'E_TOO_LARGE',
      detail: 'The body is larger than 26214400 bytes, the limit for it.',
    }),
  ),
  415: spoken(
    problemResponse(
      415,
      'The media type is missing, not supported or not agreed with your lab, or the body is compressed.',
      {
        title: 'Media type not supported',
        code: 'E_MEDIA',
        detail: 'Your lab is not registered for text/csv; registered: application/hl7-v2.',
      },
    ),
  ),
  422: spoken(
    problemResponse(
      422,
      'The body can be read, but nothing of it can be taken. `errors` names every fault. Nothing is stored.',
      {
        title: 'Cannot be taken as it is',
        code: 'E_INVALID',
        detail: 'The submission was refused and nothing was stored: see errors.',
        errors: [
          { pointer: '/results/0/unit', code: 'E_UNIT_MISSING', message: 'Hemoglobin: unit is required.' },
        ],
      },
    ),
  ),
};

/** `POST /api/v1/ingest`, as its readers see it. */
export const ingestSchema = {
  summary: 'Send results',
  description: [
    'Takes what is in the body: one result, or several (a table, a batch of messages, a Bundle), each by itself. When it',
    'answers 202, what was accepted is kept as you sent it and will be processed; follow the `Location` to see what becomes',
    'of it. `warnings` are remarks that did not stop a result. Of several results, those with faults are refused with their',
    'row and reason, and the rest is taken.',
    '',
    'Senders of HL7 v2 are answered with an acknowledgement (of each message of a batch; within BHS and BTS where it came so),',
    'senders of FHIR with an OperationOutcome, under the same status.',
    '',
    'A table or batch larger than 1 MiB is read as it comes, and answered while its results are being kept: results in the',
    'order in which they were read, counts at the end, and at most 1,000 refused results listed (`W_MORE_REFUSED` says how',
    'many more there were). When the answer breaks off, send the same body again: what was accepted is not taken twice.',
    '',
    bodyLimits,
  ].join('\n'),
  tags: ['Results'],
  operationId: 'ingest',
  security: [{ labToken: [] }],
  headers: { type: 'object', properties: { 'idempotency-key': idempotencyKey } },
  body: bodySchema,
  response: {
    202: {
      description: 'Accepted: the bytes are durable and on their way. A replay gets the same answer again.',
      headers: {
        Location: {
          type: 'string',
          description: 'where to follow it: /api/v1/status/{result_id}; /api/v1/submissions for several',
        },
      },
      content: {
        'application/json': {
          schema: Type.Union([AcceptedAnswer, SeveralAnswer]),
          examples: { accepted: { value: acceptedExample }, several: { value: severalExample } },
        },
        ...spokenContent,
      },
    },
    ...bodyProblems,
    ...commonProblems,
    503: spoken(commonProblems[503]),
  },
};
