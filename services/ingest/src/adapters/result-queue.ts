import { LabResultMessage } from '@labsecure/contracts/messages';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { createLatePublisher } from './late-publisher.ts';

/** The way to the processor. */
export const createResultQueue = (sqs: Parameters<typeof resolveQueueUrls>[0], prefix: string) =>
  createLatePublisher(sqs, LabResultMessage, async () => {
    const { 'lab-results': results } = await resolveQueueUrls(sqs, prefix, ['lab-results']);
    return results;
  });
