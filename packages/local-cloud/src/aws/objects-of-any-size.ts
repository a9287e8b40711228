import type { buildApp } from 'fauxqs';

/** Larger than any file that is taken in, so that it is LabSecure that says so of one that is too large. S3: 5 GB. */
const largestObject = 64 * 1024 * 1024;

const forms = 'application/x-www-form-urlencoded';

/**
 * Objects of up to 64 MiB by one PUT, of any type, and empty ones. As fauxqs comes, it refuses what is larger than 11 MiB,
 * and answers 500 to what is empty and to what says that it is a form, as `curl --data-binary` does of everything.
 */
export const takeObjectsOfAnySize = (app: ReturnType<typeof buildApp>): void => {
  app.removeContentTypeParser('*');
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: largestObject }, (_request, body, done) =>
    done(null, body),
  );
  app.removeContentTypeParser(forms);
  app.addContentTypeParser(forms, { parseAs: 'buffer', bodyLimit: largestObject }, ({ method }, body, done) =>
    done(null, method === 'PUT' ? body : Object.fromEntries(new URLSearchParams(body.toString()))),
  );
  app.addHook('preHandler', async (request) => {
    if (request.method === 'PUT') request.body ??= Buffer.alloc(0);
  });
};
