import { SealingKeyAnswer } from '@labsecure/contracts/api';
import { sealingKeyExample } from './examples.ts';
import { commonProblems, problemResponse } from './problem-responses.ts';
import { noLab } from './upload-schema.ts';

/** `GET /api/v1/sealing-key`, as its readers see it. */
export const sealingKeySchema = {
  summary: 'Get the key to seal files to',
  description: [
    'The public key that `labsecure submit --encrypt` seals files to before they leave your machine. Compare the fingerprint',
    'with the one you were given with your credentials.',
  ].join('\n'),
  tags: ['Files'],
  operationId: 'sealingKey',
  security: [{ labToken: [] }],
  response: {
    200: {
      description: 'The key in use',
      content: {
        'application/json': { schema: SealingKeyAnswer, examples: { key: { value: sealingKeyExample } } },
      },
    },
    403: noLab,
    404: problemResponse(404, 'No key is set up here, and sealed files are not taken.', {
      title: 'Not found',
      code: 'E_NOT_FOUND',
      detail: 'Sealed files are not taken here.',
    }),
    ...commonProblems,
  },
};
