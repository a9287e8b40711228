import { expect, test } from 'vitest';
import { recordingLogger } from '../test/log-lines.ts';

const canary = 'Quetzalcoatl-7.77';

test('A line has the event, the ids and the service', () => {
  const { logger, events } = recordingLogger();
  logger.info({ event: 'submission.accepted', result_id: 'r-1' }, 'submission accepted');
  expect(events()).toEqual([
    expect.objectContaining({
      service: 'test',
      level: 'info',
      event: 'submission.accepted',
      result_id: 'r-1',
      msg: 'submission accepted',
    }),
  ]);
});

test.each([
  ['a patient', { patient: { given_name: canary } }],
  ['a name', { given_name: canary, family_name: canary }],
  ['a body', { body: canary }],
  ['a report below something else', { context: { report: { notes: [canary] } } }],
  ['an observation', { result: { observations: [{ value: canary }] } }],
  ['a token in headers', { req: { headers: { authorization: canary } } }],
  ['an AWS command input', { command: { input: { Item: canary } } }],
])('What must not be logged is not, even by mistake: %s', (_what, fields) => {
  const { logger, text } = recordingLogger();
  logger.error({ event: 'mistake', ...fields }, 'mistake');
  expect(text()).toContain('mistake');
  expect(text()).not.toContain(canary);
});

const thrownBy = (doing: () => unknown): unknown => {
  try {
    doing();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
};

test.each([
  ['a parser that quotes its input', thrownBy(() => JSON.parse(`{"name": ${canary}`))],
  [
    'the fields of an error',
    Object.assign(new Error('failed'), { body: canary, $response: { body: canary } }),
  ],
  ['the cause of an error', new Error('failed', { cause: thrownBy(() => JSON.parse(canary)) })],
  ['a validation error of DynamoDB', Object.assign(new Error(canary), { name: 'ValidationException' })],
  ['a thrown string', canary],
])('An error is logged without what it quotes: %s', (_what, err) => {
  const { logger, text } = recordingLogger();
  logger.error({ event: 'mistake', err }, 'mistake');
  expect(text()).toContain('mistake');
  expect(text()).not.toContain(canary);
});

test('An error keeps its type, message, code, place and cause', () => {
  const { logger, events } = recordingLogger();
  const cause = Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
  logger.error({ event: 'failed', err: new TypeError('outer', { cause }) }, 'failed');
  expect(events()[0]?.err).toMatchObject({
    type: 'TypeError',
    message: 'outer',
    stack: expect.stringContaining('logger.test.ts'),
    cause: { message: 'connect refused', code: 'ECONNREFUSED' },
  });
});

test('An error under another name than err is described as well', () => {
  const { logger, events } = recordingLogger();
  logger.warn(
    { event: 'failed', outcomes: [Object.assign(new RangeError('too far'), { item: canary })] },
    'failed',
  );
  expect(events()[0]?.outcomes).toEqual([
    { type: 'RangeError', message: 'too far', stack: expect.stringContaining('logger.test.ts') },
  ]);
});
