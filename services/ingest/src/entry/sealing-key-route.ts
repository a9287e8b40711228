import type { SealingKeyAnswer } from '@labsecure/contracts/api';
import { NotFoundError } from '@labsecure/contracts/errors';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { sealingKeySchema } from './sealing-key-schema.ts';

export interface SealingKeyRouteDeps {
  /** Absent where sealed files cannot be opened. */
  sealingKey: SealingKeyAnswer | undefined;
}

/** `GET /api/v1/sealing-key`: what labs seal files to. */
export const registerSealingKeyRoute = (app: HttpApp, { sealingKey }: SealingKeyRouteDeps): void => {
  app.get(
    '/api/v1/sealing-key',
    { schema: sealingKeySchema, onRequest: app.asLab },
    async (_request, reply) => {
      if (sealingKey === undefined) throw new NotFoundError('Sealed files are not taken here.');
      return reply.send(sealingKey);
    },
  );
};
