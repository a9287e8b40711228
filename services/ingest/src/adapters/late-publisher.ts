import { createPublisher } from '@labsecure/runtime/publisher';
import type { Static, TSchema } from 'typebox';

/**
 * A way into a queue whose address is asked for when it is first needed, and until it is known.
 * @param address asks for it
 */
export const createLatePublisher = <T extends TSchema>(
  sqs: Parameters<typeof createPublisher>[0]['sqs'],
  schema: T,
  address: () => Promise<string>,
): ((message: Static<T>) => Promise<void>) => {
  let publisher: Promise<(message: Static<T>) => Promise<void>> | undefined;

  const open = async () => createPublisher({ sqs, queueUrl: await address(), schema });

  return async (message) => {
    publisher ??= open().catch((error: unknown) => {
      publisher = undefined;
      throw error;
    });
    await (await publisher)(message);
  };
};
