import { registerDemo } from '../demo/register.ts';
import { provision } from '../provision.ts';
import { run, say } from './run.ts';
import { awsSettings, settingsFrom } from './settings.ts';

/** Creates everything in `resources.json`, and registers the demo's labs and patients. Safe to run again. */
await run(async () => {
  const settings = settingsFrom(awsSettings);
  const { AWS_ENDPOINT_URL_DYNAMODB: dynamodb, RESOURCE_PREFIX: prefix } = settings;
  const endpoints = { s3: settings.AWS_ENDPOINT_URL_S3, sqs: settings.AWS_ENDPOINT_URL_SQS, dynamodb };
  const created = await provision(endpoints, prefix);
  await registerDemo(dynamodb, prefix, created);
  say(
    created.size > 0
      ? `Created ${created.size} tables, the queues and the buckets.`
      : 'All was there already.',
  );
});
