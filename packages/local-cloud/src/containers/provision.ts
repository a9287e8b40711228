import { S3Client } from '@aws-sdk/client-s3';
import { registerDemo } from '../demo/register.ts';
import { provision } from '../provision.ts';
import { loadSealingKey } from '../sealing-key.ts';
import { provisionEvents } from './provision-events.ts';
import { run, say } from './run.ts';
import { awsSettings, settingsFrom } from './settings.ts';

/**
 * Creates everything in `resources.json` and the key that opens sealed files, and registers the demo's labs and patients.
 * Safe to run again.
 */
await run(async () => {
  const settings = settingsFrom({
    ...awsSettings,
    SEALING_FOLDER: 'folder that keeps the key of sealed files',
  });
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamodb, RESOURCE_PREFIX: prefix } = settings;
  const endpoints = { s3: settings.AWS_ENDPOINT_URL_S3, sqs: settings.AWS_ENDPOINT_URL_SQS, dynamodb };
  const created = await provision(endpoints, prefix);
  const s3 = new S3Client({ region: settings.AWS_REGION, endpoint: endpoints.s3, forcePathStyle: true });
  await provisionEvents(s3, prefix).finally(() => s3.destroy());
  await loadSealingKey(settings.SEALING_FOLDER);
  await registerDemo(dynamodb, prefix, created);
  say(
    created.size > 0
      ? `Created ${created.size} tables, the queues and the buckets.`
      : 'All was there already.',
  );
});
