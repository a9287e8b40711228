import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { UnavailableError } from '@labsecure/contracts/errors';
import { resourceName } from '@labsecure/contracts/resources';
import { createAudit } from '@labsecure/records/audit';
import { createLabs } from '@labsecure/records/labs';
import { createPatients } from '@labsecure/records/patients';
import { createSubmissions } from '@labsecure/records/submissions';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { createProbes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { readSealing } from './adapters/drop-sealing-key.ts';
import { createUploadSigner } from './adapters/drop-upload-address.ts';
import { createLabRegistry } from './adapters/lab-registry.ts';
import { createLookRecorder } from './adapters/look-recorder.ts';
import { createRawStore } from './adapters/raw-store.ts';
import { createResultQueue } from './adapters/result-queue.ts';
import { buildApp } from './app.ts';
import type { Settings } from './config.ts';
import { createAcceptStream, createSettle } from './domain/accept-stream.ts';
import { createAcceptSubmission } from './domain/accept-submission.ts';
import { createGiveUploadAddress } from './domain/drop/give-upload-address.ts';
import { createReadHistory } from './domain/read-history.ts';
import { createReadStatus } from './domain/read-status.ts';
import { validateStream, validateSubmission } from './domain/validate-submission.ts';
import { type Connect, wireDrop } from './wiring-drop.ts';

export interface Service {
  app: HttpApp;
  /** Begins to take in files; labs are served as soon as `app` listens. */
  start: () => void;
  stop: () => Promise<void>;
}

/** For how long a lab that was barred may still get in. */
const labMemoryMs = 5000;

/**
 * Plugs everything together. Nothing outside has to answer yet: what does not, the health address and 503s tell.
 * @param connect its clients are closed again by `stop`
 * @throws SettingsError when the sealing key cannot be read
 */
export const wire = async (
  settings: Settings,
  logger: Logger,
  connect: Connect = (over, options) => createAwsClients({ ...settings, ...over }, options),
): Promise<Service> => {
  const sealing = readSealing(settings);
  const prefix = settings.RESOURCE_PREFIX;
  const clients = connect();
  const { DOCUMENTS_ENDPOINT_URL: outsideUrl } = settings;
  const outside = connect(outsideUrl === undefined ? {} : { AWS_ENDPOINT_URL_S3: outsideUrl });
  const { s3, sqs, documents } = clients;
  const rawBucket = resourceName(prefix, 'raw');
  const labs = createLabs({ documents, prefix });
  const submissions = createSubmissions({ documents, prefix });
  const recordLook = createLookRecorder(createAudit({ documents, prefix }));
  const acceptPorts = {
    claimIdempotencyKey: submissions.claimIdempotencyKey,
    firstReceiptOf: submissions.firstReceiptOf,
    storeRaw: createRawStore(s3, rawBucket),
    recordSubmission: submissions.record,
    announce: createResultQueue(sqs, prefix),
  };
  const drop = wireDrop({
    settings,
    logger,
    connect,
    clients,
    accept: createAcceptStream(acceptPorts),
    labOf: labs.find,
    register: createPatients({ documents, prefix }).register,
    open: sealing?.open,
  });

  const app = await buildApp({
    logger,
    login: { issuer: settings.OIDC_ISSUER, jwksUri: settings.OIDC_JWKS_URI },
    trustProxy: settings.TRUSTED_PROXIES.split(',')
      .map((network) => network.trim())
      .filter(Boolean),
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    maxEventLoopDelayMs: settings.MAX_EVENT_LOOP_DELAY_MS,
    labOfClient: createLabRegistry(labs.byClient, labMemoryMs),
    accept: createAcceptSubmission(acceptPorts),
    settle: createSettle(acceptPorts),
    validate: validateSubmission,
    validateStream,
    readStatus: createReadStatus({ submissionsOf: submissions.ofResult, recordLook }),
    readHistory: createReadHistory({ submissionsOfLab: submissions.ofLab, recordLook }),
    giveUploadAddress: createGiveUploadAddress(createUploadSigner(outside.s3, resourceName(prefix, 'drop'))),
    sealingKey: sealing && { public_key: sealing.public_key, fingerprint: sealing.fingerprint },
    probes: createProbes({
      storage: async () => {
        await Promise.all([s3.send(new HeadBucketCommand({ Bucket: rawBucket })), drop.reachable()]);
      },
      records: async () => void (await labs.find('-')),
      queue: async () => void (await resolveQueueUrls(sqs, prefix, ['lab-results'])),
      files: async () => {
        if (!drop.isAtWork()) throw new UnavailableError('The queue of files has not been polled lately.');
      },
    }),
  });
  return {
    app,
    start: drop.start,
    stop: async () => {
      await Promise.all([drop.stop(), app.close()]);
      clients.destroy();
      outside.destroy();
    },
  };
};
