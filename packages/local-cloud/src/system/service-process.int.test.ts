import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type ServiceProcess, superviseService } from './service-process.ts';
import { waitUntil } from './wait-until.ts';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const supervise = async (source: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'labsecure-service-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const script = join(folder, 'service.mjs');
  await writeFile(script, source);
  const lines: string[] = [];
  const news: string[] = [];
  const service: ServiceProcess = superviseService({
    name: 'probe',
    script,
    settings: { GREETING: 'hello' },
    onLine: (line) => lines.push(line),
    onNews: (sentence) => news.push(sentence),
    onGivenUp: (sentence) => news.push(`given up: ${sentence}`),
  });
  endings.push(() => service.stop());
  service.start();
  return { service, lines, news };
};

const until = (condition: () => boolean): Promise<void> =>
  waitUntil(async () => condition(), { everyMs: 10, timeoutMs: 50_000, otherwise: 'it did not happen' });

const polite = `
  process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });
  console.log(process.env.GREETING);
  setInterval(() => {}, 1000);`;

test('When it is stopped, then it is asked to end, and is not started again', async () => {
  const { service, lines, news } = await supervise(polite);
  await until(() => lines.includes('hello'));
  await service.stop();
  await until(() => lines.includes('bye'));
  expect(lines).toEqual(['hello', 'bye']);
  expect(news).toEqual([]);
  expect(service.pid).toBeUndefined();
});

test('When it is killed, then it is started again in a new process', async () => {
  const { service, lines } = await supervise(polite);
  await until(() => lines.includes('hello'));
  const first = service.pid;
  service.kill('SIGKILL');
  await until(() => lines.length === 2);
  expect(service.pid).not.toBe(first);
});

test('When it does not end when asked, then it is ended by force after a while', async () => {
  const { service, lines } = await supervise(`
    process.on('SIGTERM', () => {});
    console.log('up');
    setInterval(() => {}, 1000);`);
  await until(() => lines.includes('up'));
  await service.stop(100);
  expect(service.pid).toBeUndefined();
});

test('When it keeps dying, then it is given up with a sentence that names it', async () => {
  const { service, news } = await supervise('process.exit(3)');
  await until(() => news.some((sentence) => sentence.startsWith('given up')));
  expect(news.at(-1)).toMatch(/^given up: probe ended 5 times soon after it was started \(exit code 3\)/);
  expect(service.pid).toBeUndefined();
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('When the supervisor is killed and cannot say so, then its services end by themselves', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'labsecure-service-'));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  const service = join(folder, 'service.mjs');
  await writeFile(service, polite.replace('process.env.GREETING', 'process.pid'));
  const supervisor = join(folder, 'supervisor.mjs');
  await writeFile(
    supervisor,
    `
    import { superviseService } from ${JSON.stringify(new URL('./service-process.ts', import.meta.url).href)};
    superviseService({
      name: 'probe', script: ${JSON.stringify(service)}, settings: {},
      onLine: console.log, onNews() {}, onGivenUp() {},
    }).start();`,
  );
  const child = spawn(process.execPath, [supervisor], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await until(() => !isAlive(Number(pid)));
});
