import type { S3Client } from '@aws-sdk/client-s3';
import type { MetadataBearer } from '@smithy/types';

/** The part of a command that is needed to run it. */
interface BucketCommand {
  input: { Bucket?: string };
  resolveMiddleware: (
    stack: S3Client['middlewareStack'],
    config: S3Client['config'],
    options: undefined,
  ) => (command: BucketCommand) => Promise<{ output: MetadataBearer }>;
}

/**
 * Lets a client build the steps of a call once per kind of call and bucket, and not anew for each call.
 *
 * The SDK's own `cacheMiddleware` must not be used for S3: calls of one kind then share the place where the address
 * found for the bucket is kept, so that two calls for different buckets at the same time can end in the same bucket
 * (seen with @aws-sdk/client-s3 3.1168). Within one bucket there is but one address.
 */
export function cachePerBucket(s3: S3Client): void {
  const sendUncached = s3.send.bind(s3);
  const handlers = new Map<object, Map<string, ReturnType<BucketCommand['resolveMiddleware']>>>();

  function handlerFor(command: BucketCommand, bucket: string) {
    const ofKind = handlers.get(command.constructor) ?? new Map();
    handlers.set(command.constructor, ofKind);
    const handler = ofKind.get(bucket) ?? command.resolveMiddleware(s3.middlewareStack, s3.config, undefined);
    ofKind.set(bucket, handler);
    return handler;
  }

  Object.assign(s3, {
    async send(command: BucketCommand & Parameters<typeof sendUncached>[0], ...options: unknown[]) {
      const { Bucket } = command.input;
      if (Bucket === undefined || options.length > 0)
        return Reflect.apply(sendUncached, s3, [command, ...options]);
      const { output } = await handlerFor(command, Bucket)(command);
      return output;
    },
  });
}
