import { createLabs } from '@labsecure/records/labs';
import { createNotifications } from '@labsecure/records/notifications';
import { createPatients } from '@labsecure/records/patients';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { createProbes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { fileQuarantinedMail } from './adapters/mail/file-quarantined.ts';
import { createNewResultMail } from './adapters/mail/new-result.ts';
import { submissionEndedMail } from './adapters/mail/submission-ended.ts';
import { submissionHeldMail } from './adapters/mail/submission-held.ts';
import { createMailer } from './adapters/mailer.ts';
import { buildApp } from './app.ts';
import type { NotifySettings } from './config.ts';
import { createLetters } from './domain/letters.ts';
import { createTell } from './domain/tell.ts';
import { createNotificationsConsumer } from './entry/notifications-consumer.ts';

/**
 * Puts the service together; it neither listens nor takes messages yet.
 * @throws when the queues cannot be found
 */
export const wire = async (
  settings: NotifySettings,
  logger: Logger,
): Promise<{ app: HttpApp; start: () => void; stop: () => Promise<void> }> => {
  const { sqs, ses, documents, destroy } = createAwsClients(settings);
  const prefix = settings.RESOURCE_PREFIX;
  const patients = createPatients({ documents, prefix });
  const labs = createLabs({ documents, prefix });
  const { claim, conclude } = createNotifications({ documents, prefix });
  const urls = await resolveQueueUrls(sqs, prefix, ['notifications', 'notifications-dlq']);

  const letterFor = createLetters({
    findPatient: patients.find,
    findLab: labs.find,
    newResultMail: createNewResultMail(settings.PORTAL_URL),
    submissionEndedMail,
    submissionHeldMail,
    fileQuarantinedMail,
    adminEmail: settings.ADMIN_EMAIL,
  });
  const tell = createTell({ claim, conclude, letterFor, send: createMailer(ses, settings.MAIL_FROM) });
  const consumer = createNotificationsConsumer({
    sqs,
    queueUrl: urls.notifications,
    deadLetterQueueUrl: urls['notifications-dlq'],
    concurrency: settings.WORKER_CONCURRENCY,
    logger,
    tell,
    conclude,
  });

  const probes = createProbes(
    {
      dynamodb: async () => void (await patients.find('readiness')),
      queue: async () => {
        if (!consumer.polledRecently()) throw new Error('the queue has not been polled lately');
      },
    },
    { onFailure: (check, err) => logger.warn({ event: 'health.failing', check, err }, 'a dependency fails') },
  );
  const app = buildApp({ logger, probes });

  return {
    app,
    start: consumer.start,
    stop: async () => {
      await consumer.stop();
      await app.close();
      destroy();
    },
  };
};
