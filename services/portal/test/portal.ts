import type { ResultVersion } from '@labsecure/contracts/records';
import { type LocalCloud, startLocalCloud } from '@labsecure/local-cloud/cloud';
import { findFreePorts } from '@labsecure/local-cloud/system/ports';
import { toStored } from '@labsecure/records/stored-version';
import { openTable } from '@labsecure/records/table';
import { type AwsClients, createAwsClients } from '@labsecure/runtime/aws-clients';
import { loadSettings } from '@labsecure/runtime/config';
import { createLogger } from '@labsecure/runtime/logger';
import { PortalSettings } from '../src/config.ts';
import { type Portal, wire } from '../src/wiring.ts';

/** The portal with the cloud and the login behind it. */
export interface TestPortal {
  url: string;
  cloud: LocalCloud;
  portal: Portal;
  clients: AwsClients;
  records: { documents: AwsClients['documents']; prefix: string };
  /** Every line the portal has logged. */
  log: string[];
  /** Puts versions where the processor would, one after the other: the last of a result is its current one. */
  show(...versions: ResultVersion[]): Promise<void>;
  close(): Promise<void>;
}

/** @param more settings that matter to the test, for example where the report service is */
export const startPortal = async (more: Record<string, string> = {}): Promise<TestPortal> => {
  const { portal: port } = await findFreePorts();
  const url = `http://127.0.0.1:${port}`;
  const cloud = await startLocalCloud({ portalUrl: url });
  const settings = loadSettings(PortalSettings, {
    ...cloud.env,
    PORT: String(port),
    PORTAL_URL: url,
    REPORT_URL: 'http://127.0.0.1:9',
    DOCUMENTS_ORIGIN: 'http://127.0.0.1:9',
    SESSION_SECRET: 'a secret of thirty-two characters',
    SECURE_COOKIES: 'false',
    // On a busy machine a request may have to wait, which here is no reason to be told to come again.
    MAX_EVENT_LOOP_DELAY_MS: '60000',
    ...more,
  });
  const log: string[] = [];
  const destination = { write: (line: string) => void log.push(line) };
  const portal = await wire(settings, createLogger({ service: 'portal', level: 'debug', destination }));
  await portal.start();
  const clients = createAwsClients(settings, { requestTimeoutMs: 60_000 });
  const records = { documents: clients.documents, prefix: settings.RESOURCE_PREFIX };
  const versionTable = openTable(records, 'result-versions');
  const resultTable = openTable(records, 'results');
  return {
    url,
    cloud,
    portal,
    clients,
    records,
    log,
    async show(...versions) {
      for (const version of versions) {
        await versionTable.put(toStored(version));
        await resultTable.put(toStored(version));
      }
    },
    async close() {
      await portal.stop();
      clients.destroy();
      await cloud.close();
    },
  };
};
