import { UploadAddress, UploadRequest } from '@labsecure/contracts/api';
import { uploadExample } from './examples.ts';
import { commonProblems, problemResponse } from './problem-responses.ts';

/** What any address for labs answers one that it does not know as a lab. */
export const noLab = problemResponse(403, 'The token lacks the scope, or belongs to no active lab.', {
  title: 'Not allowed',
  code: 'E_FORBIDDEN',
  detail: 'This client does not submit for any active laboratory.',
});

/** `POST /api/v1/uploads`, as its readers see it. */
export const uploadSchema = {
  summary: 'Get an address for a file',
  description: [
    'For files too large for one request, and for sealed ones: an address that takes this one file by `PUT`, of exactly this',
    'size, with the `headers` of the answer and without your token. What is put there is taken in as from `POST',
    '/api/v1/ingest`; what cannot be taken goes to quarantine, and your contact gets an e-mail with its path and the reasons.',
    'See `GET /api/v1/submissions` for what was taken.',
    '',
    'Limits: 25 MiB a file (CSV and HL7 v2), 1 MiB (other formats); sealing may add up to 1 MiB.',
  ].join('\n'),
  tags: ['Files'],
  operationId: 'upload',
  security: [{ labToken: [] }],
  body: UploadRequest,
  response: {
    201: {
      description: 'The address. Each is of a place of its own: files put before are not touched.',
      content: {
        'application/json': { schema: UploadAddress, examples: { address: { value: uploadExample } } },
      },
    },
    400: problemResponse(400, 'The body is not JSON.', {
      title: 'Bad request',
      code: 'E_JSON',
      detail: 'The body is not valid JSON.',
    }),
    403: noLab,
    413: problemResponse(413, 'The file would be too large to be taken.', {
      title: 'Too large',
      code: 'E_TOO_LARGE',
      detail: 'A file may have at most 26214400 bytes.',
    }),
    415: problemResponse(415, 'The body is sent as another type than JSON.', {
      title: 'Media type not supported',
      code: 'E_MEDIA',
      detail: 'This address does not take this media type.',
    }),
    422: problemResponse(422, 'The name or the size is missing, or not as it should be.', {
      title: 'Cannot be taken as it is',
      code: 'E_INVALID',
      detail: 'size is missing: bytes, exactly.',
    }),
    ...commonProblems,
  },
};
