import { NotificationMessage } from '@labsecure/contracts/messages';
import { queues } from '@labsecure/contracts/resources';
import {
  createQueueWorker,
  type QueueWorker,
  type QueueWorkerOptions,
} from '@labsecure/runtime/queue-worker';
import { BusyError, type Conclusion, reasonOf, type Tell } from '../domain/tell.ts';

export interface ConsumerOptions
  extends Pick<
    QueueWorkerOptions<typeof NotificationMessage>,
    | 'sqs'
    | 'queueUrl'
    | 'deadLetterQueueUrl'
    | 'logger'
    | 'concurrency'
    | 'waitTimeSeconds'
    | 'retryDelaySeconds'
  > {
  tell: Tell;
  conclude: (event: NotificationMessage, conclusion: Conclusion) => Promise<void>;
}

/** Takes events off the `notifications` queue. The record ends as FAILED when the last try has failed too. */
export const createNotificationsConsumer = ({ tell, conclude, ...queue }: ConsumerOptions): QueueWorker =>
  createQueueWorker({
    ...queue,
    schema: NotificationMessage,
    visibilityTimeoutSeconds: queues.notifications.visibilityTimeoutSeconds,
    maxReceives: queues.notifications.maxReceives,
    async handle(event, { logger }) {
      const { event_id, kind } = event;
      const result_id = 'result_id' in event ? event.result_id : undefined;
      const conclusion = await tell(event);
      const { outcome = 'ENDED_BEFORE', provider_message_id } = conclusion ?? {};
      logger.info(
        { event: 'notification.ended', event_id, kind, result_id, outcome, provider_message_id },
        'notification ended',
      );
    },
    async onExhausted(event, error) {
      // The one who has it in hand writes how it ends.
      if (!(error instanceof BusyError))
        await conclude(event, { outcome: 'FAILED', reason: reasonOf(error) });
    },
  });
