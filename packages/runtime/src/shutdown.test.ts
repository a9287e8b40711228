import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

function run(behaviour: string) {
  const child = fork(fileURLToPath(new URL('../test/service.ts', import.meta.url)), [behaviour], {
    silent: true,
  });
  running.push(child);
  const said: unknown[] = [];
  child.on('message', (message) => said.push(message));
  const log = child.stdout ? text(child.stdout).catch(() => '') : Promise.resolve('');
  return { child, said, log, exited: once(child, 'exit'), started: once(child, 'message') };
}

test.each(['SIGTERM', 'SIGINT'] as const)(
  'On %s a service finishes, lets go, and exits with 0',
  async (signal) => {
    const { child, started, exited, said, log } = run('works-on');
    await started;
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
    expect(said).toEqual(['started', 'stopping', 'let go']);
    expect(await log).toContain('service.stopped');
  },
);

test('Two signals stop at once, with 1', async () => {
  const { child, started, exited, said, log } = run('takes-for-ever');
  await started;
  const stopping = once(child, 'message');
  child.kill('SIGTERM');
  await stopping;
  child.kill('SIGTERM');
  expect(await exited).toEqual([1, null]);
  expect(said.filter((word) => word === 'stopping')).toHaveLength(1);
  expect(said).not.toContain('let go');
  expect(await log).toContain('service.stop_forced');
});

test.each([
  ['hangs', 'service.stop_timeout'],
  ['cannot-stop', 'service.stop_failed'],
])('A stop that %s ends with 1 all the same', async (behaviour, event) => {
  const { child, started, exited, log } = run(behaviour);
  await started;
  child.kill('SIGTERM');
  expect(await exited).toEqual([1, null]);
  expect(await log).toContain(event);
});

test.each([
  ['cannot-start', 'service.start_failed'],
  ['rejects', 'service.fault'],
])('A service that %s lets go of everything, says why, and exits with 1', async (behaviour, event) => {
  const { exited, said, log } = run(behaviour);
  expect(await exited).toEqual([1, null]);
  expect(said).toContain('let go');
  expect(await log).toContain(event);
});

test('When nobody reads the log any more, a stop ends all the same', async () => {
  const { child, started, exited } = run('lets-go-at-once');
  await started;
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
});
