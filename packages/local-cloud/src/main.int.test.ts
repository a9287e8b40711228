import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

const run = async (...args: string[]) => {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { out, err, code };
};

test('When a port is taken, then one sentence names it and how to choose others, and nothing is started or forgotten', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  // The taken port is the portal's, or the database's where the portal's would be too high.
  const base = port <= 65_000 ? port : port - 13;
  const folder = await mkdtemp(join(tmpdir(), 'labsecure-main-'));
  await writeFile(join(folder, 'kept'), 'x');
  const { out, err, code } = await run('--port-base', String(base), '--data-dir', folder, '--fresh');
  const left = await readdir(folder);
  await rm(folder, { recursive: true });
  await new Promise((resolve) => other.close(resolve));
  expect(code).toBe(1);
  expect(err).toBe(
    `Port ${port} is taken by another program. Stop that one, or choose other ports: npm start -- --port-base 5600\n`,
  );
  expect(out).toBe('');
  expect(left).toEqual(['kept']);
});

test('When an option is wrong, then a sentence says so', async () => {
  expect(await run('--port-base', 'high')).toEqual({
    out: '',
    err: '--port-base takes a whole number from 1024 to 65000.\n',
    code: 1,
  });
});
