import { createAudit } from '@labsecure/records/audit';
import { encodeCursor } from '@labsecure/records/cursor';
import { createPatients } from '@labsecure/records/patients';
import { createResultReader } from '@labsecure/records/reader';
import { createSessions } from '@labsecure/records/sessions';
import { createSubmissions } from '@labsecure/records/submissions';
import { createAwsClients } from '@labsecure/runtime/aws-clients';
import { createProbes } from '@labsecure/runtime/health';
import type { HttpApp } from '@labsecure/runtime/http-app';
import type { Logger } from '@labsecure/runtime/logger';
import type { Session } from 'fastify';
import { loadAssets } from './adapters/assets.ts';
import { createLogin } from './adapters/login.ts';
import { createReportClient } from './adapters/report-client.ts';
import { createSessionStore } from './adapters/session-store.ts';
import { buildApp } from './app.ts';
import type { PortalSettings } from './config.ts';
import { createOpenDashboard } from './domain/open-dashboard.ts';
import { createOpenProfile, createSwitchEmail } from './domain/open-profile.ts';
import { createOpenResult } from './domain/open-result.ts';
import { createOpenVersion } from './domain/open-version.ts';

/** How far back results are looked through for one to compare with. */
const lookBack = 40;

export interface Portal {
  app: HttpApp;
  start: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Puts the portal together. The only place that knows which adapter stands behind which port. */
export async function wire(settings: PortalSettings, logger: Logger): Promise<Portal> {
  const clients = createAwsClients(settings);
  const options = { documents: clients.documents, prefix: settings.RESOURCE_PREFIX };
  const results = createResultReader(options);
  const patients = createPatients(options);
  const audit = createAudit(options);
  const sessions = createSessions<Session>(options);
  const ports = {
    findPatient: patients.find,
    appendAudit: audit.append,
    resultOf: results.resultOf,
    versionsOf: results.versionsOf,
    listResults: results.listResults,
    listBefore: async (version: { patient_id: string; collected_instant: string; result_id: string }) =>
      (await results.listResults(version.patient_id, { limit: lookBack, after: encodeCursor(version) }))
        .items,
    pendingOfPatient: createSubmissions(options).pendingOfPatient,
    auditOf: audit.ofPatient,
    setEmailNotifications: patients.setEmailNotifications,
  };

  const app = await buildApp({
    logger,
    probes: createProbes(
      { sessions: async () => void (await sessions.get('probe')) },
      { onFailure: (probe, err) => logger.warn({ event: 'probe.failed', probe, err }, 'probe failed') },
    ),
    assets: await loadAssets(),
    trustProxy: settings.TRUSTED_PROXIES?.split(',').map((network) => network.trim()) ?? [],
    maxEventLoopDelayMs: settings.MAX_EVENT_LOOP_DELAY_MS,
    origins: {
      login: new URL(settings.OIDC_LOGOUT_URL).origin,
      documents: new URL(settings.DOCUMENTS_ORIGIN).origin,
    },
    sessionSettings: settings,
    sessionStore: createSessionStore(sessions),
    login: createLogin(settings),
    patientOf: patients.bySubject,
    reportLink: createReportClient(settings),
    openDashboard: createOpenDashboard(ports),
    openResult: createOpenResult(ports),
    openVersion: createOpenVersion(ports),
    openProfile: createOpenProfile(ports),
    switchEmail: createSwitchEmail(ports),
  });

  return {
    app,
    async start() {
      await app.listen({ host: settings.HOST, port: settings.PORT });
    },
    async stop() {
      await app.close();
      clients.destroy();
    },
  };
}
