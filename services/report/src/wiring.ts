import { resourceName } from '@labsecure/contracts/resources';
import { createAudit } from '@labsecure/records/audit';
import { createPatients } from '@labsecure/records/patients';
import { createResultReader } from '@labsecure/records/reader';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { createProbes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import { createPress } from './adapters/paper/press.ts';
import { createReportStore } from './adapters/report-store.ts';
import { buildApp } from './app.ts';
import type { ReportSettings } from './config.ts';
import { createGiveReport } from './domain/give-report.ts';

/** Puts the service together; nothing listens yet. */
export const wire = async (
  settings: ReportSettings,
  logger: Logger,
): Promise<{ app: HttpApp; stop: () => Promise<void> }> => {
  const { s3, documents, destroy } = createAwsClients(settings);
  const outside = createAwsClients({
    ...settings,
    AWS_ENDPOINT_URL_S3: settings.DOCUMENTS_ENDPOINT_URL ?? settings.AWS_ENDPOINT_URL_S3,
  });
  const prefix = settings.RESOURCE_PREFIX;
  const patients = createPatients({ documents, prefix });
  const { resultOf } = createResultReader({ documents, prefix });
  const audit = createAudit({ documents, prefix });
  const store = createReportStore({ s3, signing: outside.s3, bucket: resourceName(prefix, 'reports') });
  const press = createPress({ maxWaiting: settings.MAX_WAITING_RENDERS });

  const probes = createProbes(
    {
      dynamodb: async () => void (await patients.find('readiness')),
      s3: store.reachable,
    },
    { onFailure: (check, err) => logger.warn({ event: 'health.failing', check, err }, 'a dependency fails') },
  );
  const giveReport = createGiveReport({
    patientOf: patients.bySubject,
    currentResult: resultOf,
    compose: press.compose,
    store,
    appendAudit: audit.append,
  });
  const clients = settings.OIDC_CLIENT_IDS.split(',').map((id) => id.trim());
  const app = buildApp({
    logger,
    probes,
    giveReport,
    auth: {
      issuer: settings.OIDC_ISSUER,
      jwksUri: settings.OIDC_JWKS_URI,
      isKnownClient: async (client_id) => clients.includes(client_id),
    },
  });

  return {
    app,
    stop: async () => {
      await app.close();
      destroy();
      outside.destroy();
    },
  };
};
