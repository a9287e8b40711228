import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startInstantAws } from '@labsecure/testing/instant-aws';
import {
  type MeasuredProcess,
  printComparison,
  type Reading,
  startMeasured,
} from '@labsecure/testing/measured-process';

const id = '0f0f0f0f-0f0f-5f0f-8f0f-0f0f0f0f0f0f';
const aws = await startInstantAws({
  message: JSON.stringify({ kind: 'submission', result_id: id, submission_id: id }),
  object: 'x'.repeat(2000),
});
const consumer = fileURLToPath(new URL('./consumer.ts', import.meta.url));

/** Both ways do as much before and while they are measured: a warm-up by the clock is none on a busy machine. */
const messages = 15_000;

const handled = async (worker: MeasuredProcess, units: number): Promise<Reading> => {
  const reading = await worker.reading();
  if (reading.units >= units) return reading;
  await pause(100);
  return handled(worker, units);
};

/** Messages per second of CPU, after a warm-up. */
const measure = async (way: string): Promise<number> => {
  const worker = await startMeasured(consumer, [way, aws.url]);
  const before = await handled(worker, messages);
  const after = await handled(worker, 2 * messages);
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
