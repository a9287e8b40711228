import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { run } from '../src/run.ts';
import type { World } from '../src/world.ts';

const collector = (isTTY: boolean) => {
  let text = '';
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString();
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => text };
};

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** Standard output as JSON lines. */
  events: () => Record<string, unknown>[];
}

/** A laboratory's machine: a folder of its own for files, settings and cached tokens. */
export const createLaboratory = async (platformUrl: string) => {
  const home = await mkdtemp(join(tmpdir(), 'labsecure-cli-'));
  const env: Record<string, string | undefined> = {
    LABSECURE_URL: platformUrl,
    LABSECURE_TOKEN_URL: `${platformUrl}/oauth2/token`,
    LABSECURE_CLIENT_ID: 'lab001-client',
    LABSECURE_CLIENT_SECRET: 'the-secret',
    LABSECURE_LAB_ID: 'LAB001',
    LABSECURE_TIME_ZONE: 'America/New_York',
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
  };
  const at = (...parts: string[]): string => join(home, ...parts);
  const runWith = async (args: string[], more: Partial<World> = {}, isTTY = false): Promise<Ran> => {
    const [stdout, stderr] = [collector(isTTY), collector(isTTY)];
    const code = await run(args, {
      env,
      home,
      stdout: stdout.stream,
      stderr: stderr.stream,
      stopping: new AbortController().signal,
      now: () => new Date(),
      random: () => 0,
      ...more,
    });
    return {
      code,
      out: stdout.text(),
      err: stderr.text(),
      events: () =>
        stdout
          .text()
          .trim()
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line)),
    };
  };
  return {
    home,
    env,
    at,
    run: runWith,
    put: async (name: string, content: string | Uint8Array): Promise<string> => {
      await writeFile(at(name), content);
      return at(name);
    },
    read: (...parts: string[]) => readFile(at(...parts), 'utf8'),
    /** Names in a folder, none when it is not there; notes and hidden files left out. */
    list: async (...parts: string[]): Promise<string[]> => {
      const names = await readdir(at(...parts)).catch(() => []);
      return names
        .filter((name) => !name.startsWith('.') && !/\.(?:receipt|reasons)\.json$/.test(name))
        .sort();
    },
    notes: async (...parts: string[]): Promise<Record<string, unknown>[]> => {
      const names = (await readdir(at(...parts)).catch(() => [])).filter((name) =>
        /\.(?:receipt|reasons)\.json$/.test(name),
      );
      return Promise.all(
        names.sort().map(async (name) => JSON.parse(await readFile(at(...parts, name), 'utf8'))),
      );
    },
    remove: () => rm(home, { recursive: true, force: true }),
  };
};
export type Laboratory = Awaited<ReturnType<typeof createLaboratory>>;
