#!/usr/bin/env node
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { run } from './run.ts';

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => stopping.abort());
}
// Nobody reads on: `labsecure history | head`.
process.stdout.on('error', () => stopping.abort());

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  beside: process.argv[1] && dirname(process.argv[1]),
  home: homedir(),
  stdout: process.stdout,
  stderr: process.stderr,
  stopping: stopping.signal,
  now: () => new Date(),
  random: Math.random,
});
