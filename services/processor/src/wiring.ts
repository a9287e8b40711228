import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { UnavailableError } from '@labsecure/contracts/errors';
import { LabResultMessage, NotificationMessage } from '@labsecure/contracts/messages';
import { queues, resourceName } from '@labsecure/contracts/resources';
import { createHeldSubmissions } from '@labsecure/records/held-submissions';
import { createPatientDecisions } from '@labsecure/records/patient-decisions';
import { createPatientRecognition } from '@labsecure/records/patient-recognition';
import { createPatients } from '@labsecure/records/patients';
import { pendingShards } from '@labsecure/records/pending';
import { createSubmissionStates } from '@labsecure/records/submission-states';
import { createSubmissions } from '@labsecure/records/submissions';
import { createResultWriter } from '@labsecure/records/writer';
import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import { createProbes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import { createPublisher } from '@labsecure/runtime/publisher';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { createQueueWorker } from '@labsecure/runtime/queue-worker';
import { createRawStore } from './adapters/raw-store.ts';
import { buildApp } from './app.ts';
import type { Settings } from './config.ts';
import { createFailSubmission } from './domain/end-submission.ts';
import type { ProcessPorts } from './domain/ports.ts';
import { createProcessSubmission } from './domain/process-submission.ts';
import { createReconcile } from './domain/reconcile.ts';
import { createLabResultsConsumer } from './entry/lab-results-consumer.ts';
import { createReconciler } from './entry/reconciler.ts';

export interface Service {
  app: HttpApp;
  start: () => void;
  stop: () => Promise<void>;
}

/**
 * Everything the use cases need, on AWS. The addresses of the queues are asked for here: there is no work without them.
 * @internal
 */
export const connect = async (settings: Settings, { s3, sqs, documents }: AwsClients) => {
  const prefix = settings.RESOURCE_PREFIX;
  const urls = await resolveQueueUrls(sqs, prefix, ['lab-results', 'lab-results-dlq', 'notifications']);
  const submissions = createSubmissions({ documents, prefix });
  const states = createSubmissionStates({ documents, prefix });
  const held = createHeldSubmissions({ documents, prefix });
  const patients = createPatients({ documents, prefix });
  const recognition = createPatientRecognition({ documents, prefix });
  const decisions = createPatientDecisions({ documents, prefix });
  const writer = createResultWriter({ documents, prefix });

  const ports: ProcessPorts = {
    findSubmission: submissions.find,
    start: states.start,
    rawBytes: createRawStore(s3, resourceName(prefix, 'raw')),
    patientOf: patients.find,
    linkedTo: recognition.linkedTo,
    byRecordNumber: recognition.byRecordNumber,
    alike: recognition.alike,
    addProvisional: recognition.addProvisional,
    completeProvisional: recognition.completeProvisional,
    decide: decisions.decide,
    leaveToStaff: decisions.hold,
    putVersion: writer.putVersion,
    allVersions: writer.allVersions,
    project: writer.project,
    withdraw: async (patientId, resultId, version) =>
      void (await writer.withdraw(patientId, resultId, version)),
    publish: createPublisher({ sqs, queueUrl: urls.notifications, schema: NotificationMessage }),
    finish: async (resultId, submissionId, ending) =>
      void (await states.finish(resultId, submissionId, ending)),
    hold: states.hold,
  };
  return { urls, submissions, states, held, patients, ports };
};

const maxResends = 5;
/** Of each of the eight parts of the list of pending submissions, and of those that wait for staff, in one round. */
const largestRound = 100;

/** @param clients closed again by `stop` */
export const wire = async (
  settings: Settings,
  logger: Logger,
  clients: AwsClients = createAwsClients(settings),
): Promise<Service> => {
  const { s3, sqs } = clients;
  const { urls, submissions, states, held, patients, ports } = await connect(settings, clients);
  const fail = createFailSubmission(ports);

  const worker = createQueueWorker({
    ...createLabResultsConsumer({ process: createProcessSubmission(ports), fail }),
    ...queues['lab-results'],
    sqs,
    queueUrl: urls['lab-results'],
    deadLetterQueueUrl: urls['lab-results-dlq'],
    schema: LabResultMessage,
    concurrency: settings.WORKER_CONCURRENCY,
    logger,
  });
  const reconciler = createReconciler({
    reconcile: createReconcile(
      {
        ...ports,
        fail,
        countResend: states.countResend,
        send: createPublisher({ sqs, queueUrl: urls['lab-results'], schema: LabResultMessage }),
        pendingBefore: (instant) =>
          Promise.all(
            pendingShards.map((shard) =>
              submissions.pendingBefore(instant.toISOString(), shard, largestRound),
            ),
          ),
        resumeDecided: (after) => held.resumeDecided({ limit: largestRound, after }),
      },
      { afterSeconds: settings.RECONCILE_AFTER_SECONDS, maxResends },
    ),
    everySeconds: settings.RECONCILE_EVERY_SECONDS,
    logger,
  });
  const app = buildApp({
    logger,
    probes: createProbes({
      queue: async () => {
        if (!worker.polledRecently()) throw new UnavailableError('The queue has not been polled lately.');
      },
      storage: async () =>
        void (await s3.send(
          new HeadBucketCommand({ Bucket: resourceName(settings.RESOURCE_PREFIX, 'raw') }),
        )),
      records: async () => void (await patients.find('-')),
    }),
  });

  return {
    app,
    start: () => {
      worker.start();
      reconciler.start();
    },
    stop: async () => {
      await Promise.all([worker.stop(), reconciler.stop()]);
      await app.close();
      clients.destroy();
    },
  };
};
