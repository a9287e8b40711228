import { LabResultMessage } from '@labsecure/contracts/messages';
import { type Audit, createAudit } from '@labsecure/records/audit';
import { createPatients, type Patients } from '@labsecure/records/patients';
import { createReviews, type Reviews } from '@labsecure/records/reviews';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { createPublisher } from '@labsecure/runtime/publisher';
import { resolveQueueUrls } from '@labsecure/runtime/queue-urls';
import type { Settings } from '../shared/settings.ts';

/** What the commands work on. */
export interface Stores {
  reviews: Reviews;
  findPatient: Patients['find'];
  appendAudit: Audit['append'];
  /** Has a submission processed at once; without it the reconciler does so later. */
  announce: (message: LabResultMessage) => Promise<void>;
}

/** @returns the stores, and what gives their connections back */
export const openStores = (settings: Settings): { stores: Stores; close: () => void } => {
  const { sqs, documents, destroy } = createAwsClients(settings);
  const prefix = settings.RESOURCE_PREFIX;
  const records = { documents, prefix };
  const announce = async (message: LabResultMessage): Promise<void> => {
    const urls = await resolveQueueUrls(sqs, prefix, ['lab-results']);
    await createPublisher({ sqs, queueUrl: urls['lab-results'], schema: LabResultMessage })(message);
  };
  const stores: Stores = {
    reviews: createReviews(records),
    findPatient: createPatients(records).find,
    appendAudit: createAudit(records).append,
    announce,
  };
  return { stores, close: destroy };
};
