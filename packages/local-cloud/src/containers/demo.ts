import { askForLabToken } from '../demo/lab-token.ts';
import { loadDemoHistory } from '../demo/load.ts';
import { keptInBucket } from '../demo/progress.ts';
import { bannerOf } from '../system/banner.ts';
import { run, say } from './run.ts';
import { awsSettings, settingsFrom } from './settings.ts';

/** Sends the demo's history through the running services, then says where everything is. Safe to run again. */
await run(async () => {
  const settings = settingsFrom({
    ...awsSettings,
    INTERNAL_INGEST_URL: 'where containers reach ingest',
    INTERNAL_LOGIN_URL: 'where containers reach the login',
    INGEST_URL: 'where this machine reaches ingest',
    PORTAL_URL: 'where browsers reach the portal',
    MAILBOX_URL: 'where browsers reach the mailbox',
  });
  const tokenOf = (labId: string): Promise<string> => askForLabToken(settings.INTERNAL_LOGIN_URL, labId);
  const leaving = new AbortController();
  process.once('SIGTERM', () => leaving.abort(new Error('Stopped before the history was loaded.')));

  const progress = keptInBucket(settings);
  try {
    const target = { env: settings, ingestUrl: settings.INTERNAL_INGEST_URL, tokenOf };
    await loadDemoHistory(target, { progress, signal: leaving.signal, onBegin: say });
  } finally {
    progress.destroy();
  }
  say(
    bannerOf({
      urls: {
        portal: settings.PORTAL_URL,
        mailbox: settings.MAILBOX_URL,
        ingest: settings.INGEST_URL,
        apiDocs: `${settings.INGEST_URL}/api/v1/docs`,
      },
      token: await tokenOf('LAB001'),
      ending: '`docker compose down` stops everything and forgets the data: LocalStack keeps none.',
    }),
  );
});
