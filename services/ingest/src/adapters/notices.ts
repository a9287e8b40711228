import { NotificationMessage } from '@labsecure/contracts/messages';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { createLatePublisher } from './late-publisher.ts';

/** The way to those who tell people. */
export const createNotices = (sqs: Parameters<typeof resolveQueueUrls>[0], prefix: string) =>
  createLatePublisher(sqs, NotificationMessage, async () => {
    const { notifications } = await resolveQueueUrls(sqs, prefix, ['notifications']);
    return notifications;
  });
