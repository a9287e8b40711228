import { PermanentError, UnavailableError } from '@labsecure/contracts/errors';
import type { FileDropMessage } from '@labsecure/contracts/messages';
import { createLogger } from '@labsecure/runtime/logger';
import { expect, test, vi } from 'vitest';
import type { DropEvent } from '../domain/drop/ports.ts';
import type { DropOutcome } from '../domain/drop/settle.ts';
import { createFileDropConsumer } from './file-drop-consumer.ts';

const accepted: DropOutcome = {
  state: 'accepted',
  lab_id: 'LAB001',
  digest: 'ab',
  accepted: 1,
  refused: 0,
  codes: [],
};

const setUp = (takeIn: (event: DropEvent) => Promise<DropOutcome> = async () => accepted) => {
  const log: string[] = [];
  const logger = createLogger({
    service: 'ingest',
    level: 'trace',
    destination: { write: (line) => log.push(line) },
  });
  const taken: DropEvent[] = [];
  const giveUp = vi.fn(async () => accepted);
  const consumer = createFileDropConsumer({
    takeIn: async (event) => {
      taken.push(event);
      return takeIn(event);
    },
    giveUp,
    maxReceives: 5,
  });
  const handle = (message: FileDropMessage, receiveCount = 1) =>
    consumer.handle(message, { logger, receiveCount });
  return { log, taken, giveUp, handle, isBusy: consumer.isBusy };
};

const put = (key: string, eventName = 'ObjectCreated:Put', versionId?: string) => ({
  eventName,
  eventTime: '2024-03-09T10:11:12.000Z',
  s3: { bucket: { name: 'drop' }, object: { key, ...(versionId && { versionId }) } },
});

test('When a file was put, then it is taken in by its name as the lab wrote it, and by its version', async () => {
  const { taken, handle } = setUp();
  await handle({ Records: [put('incoming/LAB001/M%C3%A4rz+1%2B2.csv', 'ObjectCreated:Copy', 'v1')] });
  expect(taken).toEqual([
    { key: 'incoming/LAB001/März 1+2.csv', version_id: 'v1', traceparent: expect.stringMatching(/^00-/) },
  ]);
});

test('When S3 tries the queue, or tells of something else, then nothing is taken in', async () => {
  const { taken, handle } = setUp();
  await handle({ Event: 's3:TestEvent' });
  await handle({ Records: [put('incoming/LAB001/a.csv', 'ObjectRemoved:Delete')] });
  expect(taken).toEqual([]);
});

test('When one file of a message fails, then the others are taken in, and the message comes again', async () => {
  const { taken, handle } = setUp(async ({ key }) => {
    if (key === 'a') throw new UnavailableError();
    return accepted;
  });
  await expect(handle({ Records: [put('a'), put('b')] })).rejects.toThrow(UnavailableError);
  expect(taken.map(({ key }) => key)).toEqual(['a', 'b']);
});

test('When what is behind does not answer, then a file is never given up', async () => {
  const timeout = Object.assign(new Error('There was no answer in time.'), { name: 'TimeoutError' });
  for (const error of [new UnavailableError(), timeout]) {
    const { giveUp, handle } = setUp(() => Promise.reject(error));
    await expect(handle({ Records: [put('a')] }, 5)).rejects.toBe(error);
    expect(giveUp).not.toHaveBeenCalled();
  }
});

test('When a file cannot be read, then it is tried again, and given up with the last try', async () => {
  const { giveUp, handle, log } = setUp(() => Promise.reject(new TypeError('boom')));
  await expect(handle({ Records: [put('a')] }, 4)).rejects.toThrow('boom');
  expect(giveUp).not.toHaveBeenCalled();
  await handle({ Records: [put('a')] }, 5);
  expect(giveUp).toHaveBeenCalledTimes(1);
  expect(log.join('')).toContain('file.unreadable');
});

test('When a key cannot be read, then the message is parked', async () => {
  const { handle } = setUp();
  await expect(handle({ Records: [put('%E0%A4%A')] })).rejects.toThrow(PermanentError);
});

test('When a file is taken in, then the log says lab, digest and counts, and never its name', async () => {
  const { handle, log } = setUp();
  await handle({ Records: [put('incoming/LAB001/Garcia_Maria.csv')] });
  expect(log.join('')).not.toContain('Garcia');
  expect(JSON.parse(log.at(-1) ?? '')).toMatchObject({
    event: 'file.accepted',
    lab_id: 'LAB001',
    digest: 'ab',
    accepted: 1,
    trace_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
});

test('While a file is taken in, the consumer is busy', async () => {
  const { promise, resolve } = Promise.withResolvers<DropOutcome>();
  const { handle, isBusy } = setUp(() => promise);
  const handled = handle({ Records: [put('a')] });
  expect(isBusy()).toBe(true);
  resolve(accepted);
  await handled;
  expect(isBusy()).toBe(false);
});
