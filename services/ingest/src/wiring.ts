import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { resourceName } from '@labsecure/contracts/resources';
import { createAudit } from '@labsecure/records/audit';
import { createLabs } from '@labsecure/records/labs';
import { createSubmissions } from '@labsecure/records/submissions';
import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import { createProbes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import { createLabRegistry } from './adapters/lab-registry.ts';
import { createLookRecorder } from './adapters/look-recorder.ts';
import { createRawStore } from './adapters/raw-store.ts';
import { createResultQueue } from './adapters/result-queue.ts';
import { buildApp } from './app.ts';
import type { Settings } from './config.ts';
import { createAcceptSubmission } from './domain/accept-submission.ts';
import { createReadHistory } from './domain/read-history.ts';
import { createReadStatus } from './domain/read-status.ts';
import { validateSubmission } from './domain/validate-submission.ts';

export interface Service {
  app: HttpApp;
  stop: () => Promise<void>;
}

/** For how long a lab that was barred may still get in. */
const labMemoryMs = 5000;

/**
 * Plugs everything together. Nothing outside has to answer yet: what does not, the health address and 503s tell.
 * @param clients closed again by `stop`
 */
export const wire = async (
  settings: Settings,
  logger: Logger,
  clients: AwsClients = createAwsClients(settings),
): Promise<Service> => {
  const prefix = settings.RESOURCE_PREFIX;
  const { s3, sqs, documents } = clients;
  const rawBucket = resourceName(prefix, 'raw');
  const labs = createLabs({ documents, prefix });
  const submissions = createSubmissions({ documents, prefix });
  const recordLook = createLookRecorder(createAudit({ documents, prefix }));

  const app = await buildApp({
    logger,
    login: { issuer: settings.OIDC_ISSUER, jwksUri: settings.OIDC_JWKS_URI },
    trustProxy: settings.TRUSTED_PROXIES.split(',')
      .map((network) => network.trim())
      .filter(Boolean),
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    labOfClient: createLabRegistry(labs.byClient, labMemoryMs),
    accept: createAcceptSubmission({
      claimIdempotencyKey: submissions.claimIdempotencyKey,
      firstReceiptOf: submissions.firstReceiptOf,
      storeRaw: createRawStore(s3, rawBucket),
      recordSubmission: submissions.record,
      announce: createResultQueue(sqs, prefix),
    }),
    validate: validateSubmission,
    readStatus: createReadStatus({ submissionsOf: submissions.ofResult, recordLook }),
    readHistory: createReadHistory({ submissionsOfLab: submissions.ofLab, recordLook }),
    probes: createProbes({
      storage: async () => void (await s3.send(new HeadBucketCommand({ Bucket: rawBucket }))),
      records: async () => void (await labs.find('-')),
      queue: async () => void (await resolveQueueUrls(sqs, prefix, ['lab-results'])),
    }),
  });
  return {
    app,
    stop: async () => {
      await app.close();
      clients.destroy();
    },
  };
};
