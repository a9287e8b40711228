import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { run } from '../src/shared/run.ts';
import type { World } from '../src/shared/world.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
  /** Standard output as JSON lines. */
  events: () => Record<string, unknown>[];
}

/** An operator at a machine: a folder for files, and what was printed. */
export const createOperator = async (
  program: (world: World) => Command,
  env: Record<string, string | undefined>,
) => {
  const folder = await mkdtemp(join(tmpdir(), 'labsecure-operator-'));
  return {
    put: async (name: string, content: string): Promise<string> => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
    run: async (args: string[], more: Partial<World> = {}): Promise<Ran> => {
      let [out, err] = ['', ''];
      const world: World = {
        env,
        user: 'nurse',
        stdout: {
          write: (text) => {
            out += text;
          },
        },
        stderr: {
          write: (text) => {
            err += text;
          },
        },
        ...more,
      };
      const code = await run(program(world), args, world);
      const lines = () => out.trim().split('\n').filter(Boolean);
      return { code, out, err, events: () => lines().map((line) => JSON.parse(line)) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
};
export type Operator = Awaited<ReturnType<typeof createOperator>>;
