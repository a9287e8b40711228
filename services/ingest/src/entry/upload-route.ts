import type { UploadAddress, UploadRequest } from '@labsecure/contracts/api';
import type { Lab } from '@labsecure/contracts/labs';
import type { HttpApp } from '@labsecure/runtime/http-app';
import { labOf } from './lab-access.ts';
import { uploadSchema } from './upload-schema.ts';

export interface UploadRouteDeps {
  giveUploadAddress: (lab: Lab, file: UploadRequest) => Promise<UploadAddress>;
}

/** `POST /api/v1/uploads`: where a lab may put a file. */
export const registerUploadRoute = (app: HttpApp, { giveUploadAddress }: UploadRouteDeps): void => {
  app.post('/api/v1/uploads', { schema: uploadSchema, onRequest: app.asLab }, async (request, reply) => {
    const address = await giveUploadAddress(labOf(request), request.body);
    return reply.code(201).header('cache-control', 'no-store').send(address);
  });
};
