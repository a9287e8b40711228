import { LabResultMessage } from '@labsecure/contracts/messages';
import { createPublisher } from '@labsecure/runtime/publisher';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';

type Sqs = Parameters<typeof resolveQueueUrls>[0];
type Announce = (message: LabResultMessage) => Promise<void>;

/** The way to the processor. The queue's address is asked for when it is first needed, and until it is known. */
export const createResultQueue = (sqs: Sqs, prefix: string): Announce => {
  let publisher: Promise<Announce> | undefined;

  const open = async (): Promise<Announce> => {
    const { 'lab-results': queueUrl } = await resolveQueueUrls(sqs, prefix, ['lab-results']);
    return createPublisher({ sqs, queueUrl, schema: LabResultMessage });
  };

  return async (message) => {
    publisher ??= open().catch((error: unknown) => {
      publisher = undefined;
      throw error;
    });
    await (await publisher)(message);
  };
};
