import type { BuildAppOptions, buildApp } from 'fauxqs';

type App = ReturnType<typeof buildApp>;
type S3Store = NonNullable<BuildAppOptions['stores']>['s3Store'];

const bare = (etag: string): string => etag.replaceAll('"', '');

/**
 * Deletes and copies an object only when it still is the one that was meant. As fauxqs comes, it leaves `If-Match` of a
 * DELETE, and that of the source of a copy, unread.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export const keepConditions = (app: App, store: S3Store): void => {
  /** The condition that does not hold, as S3 names it. */
  const broken = (
    bucket: string,
    key: string,
    wanted: string,
  ): [status: number, code: string] | undefined => {
    try {
      const { etag } = store.headObject(bucket, key);
      return wanted === '*' || bare(wanted) === bare(etag) ? undefined : [412, 'PreconditionFailed'];
    } catch {
      return [404, 'NoSuchKey'];
    }
  };

  app.addHook('preHandler', async (request, reply) => {
    const { method, headers } = request;
    const { bucket = '', '*': key = '' } = request.params as Record<string, string | undefined>;
    const source = decodeURIComponent(String(headers['x-amz-copy-source'] ?? '')).replace(/^\//, '');
    const slash = source.indexOf('/');
    const wanted = headers['x-amz-copy-source-if-match'];
    const problem =
      (method === 'DELETE' && headers['if-match'] && broken(bucket, key, headers['if-match'])) ||
      (wanted && broken(source.slice(0, slash), source.slice(slash + 1), String(wanted)));
    if (!problem) return;
    const [status, code] = problem;
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>The condition of this request does not hold.</Message></Error>`;
    return reply.status(status).type('application/xml').send(body);
  });
};
