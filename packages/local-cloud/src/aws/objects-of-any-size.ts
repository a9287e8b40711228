import type { buildApp } from 'fauxqs';

/** Larger than any file that is taken in, so that it is LabSecure that says so of one that is too large. S3: 5 GB. */
const largestObject = 64 * 1024 * 1024;

/**
 * Objects of up to 64 MiB by one PUT, and empty ones. As fauxqs comes, it refuses what is larger than 11 MiB, and
 * answers 500 to what is empty.
 */
export const takeObjectsOfAnySize = (app: ReturnType<typeof buildApp>): void => {
  app.removeContentTypeParser('*');
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestObject }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('preHandler', async (request) => {
    if (request.method === 'PUT') request.body ??= Buffer.alloc(0);
  });
};
