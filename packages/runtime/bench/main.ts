import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startInstantAws } from '@labsecure/testing/instant-aws';
import { printComparison, startMeasured } from '@labsecure/testing/measured-process';

const id = '0f0f0f0f-0f0f-5f0f-8f0f-0f0f0f0f0f0f';
const aws = await startInstantAws({
  message: JSON.stringify({ kind: 'submission', result_id: id, submission_id: id }),
  object: 'x'.repeat(2000),
});
const consumer = fileURLToPath(new URL('./consumer.ts', import.meta.url));

/** Messages per second of CPU, after a warm-up. */
const measure = async (way: string): Promise<number> => {
  const worker = await startMeasured(consumer, [way, aws.url]);
  await pause(3000);
  const before = await worker.reading();
  await pause(6000);
  const after = await worker.reading();
  worker.stop();
  return ((after.units - before.units) / (after.cpuMs - before.cpuMs)) * 1000;
};

const plain = await measure('usual');
const ours = await measure('ours');
aws.stop();
printComparison({
  name: 'worker, one message (receive, get, write, delete)',
  ours,
  plain,
  plainIs: 'sqs-consumer with SDK defaults, batches of ten',
  aim: 4,
});
