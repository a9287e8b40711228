import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { PortTakenError } from './aws/listening.ts';
import { bannerOf } from './system/banner.ts';
import { claimDataFolder } from './system/data-folder.ts';
import { ensureFree, portsFrom } from './system/ports.ts';
import { startSystem } from './system/system.ts';
import { clientToken } from './tokens.ts';

const twelveHours = 12 * 3600;
const usualDataDir = fileURLToPath(new URL('../../../.labsecure', import.meta.url));
const usage = `npm start -- [--port-base 4600] [--data-dir DIR] [--fresh]

  --port-base N   the portal listens on N, everything else on ports up to N+13
  --data-dir DIR  keep the data there and not in .labsecure: for a second one beside the first
  --fresh         forget what earlier runs have stored`;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const sentenceOf = (error: unknown): string => {
  if (!(error instanceof PortTakenError)) return error instanceof Error ? error.message : String(error);
  return `Port ${error.port} is taken by another program. Stop that one, or choose other ports: npm start -- --port-base 5600`;
};

const fail = (error: unknown): never => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
};

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      'port-base': { type: 'string', default: '4600' },
      'data-dir': { type: 'string', default: usualDataDir },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const portBase = Number(values['port-base']);
  if (!Number.isInteger(portBase) || portBase < 1024 || portBase > 65_000) {
    throw new Error('--port-base takes a whole number from 1024 to 65000.');
  }
  return { portBase, dataDir: resolve(values['data-dir']), fresh: values.fresh, help: values.help };
};

const run = async (): Promise<void> => {
  const { portBase, dataDir, fresh, help } = readOptions();
  if (help) return say(usage);
  // Before the folder is touched: a second `npm start --fresh` by mistake must not empty it under the first.
  await ensureFree(portsFrom(portBase));
  const folder = claimDataFolder(dataDir, fresh);
  if (folder.forgotten === 'changed')
    say('The tables have changed since the last run, so its data was forgotten.');

  const leaving = new AbortController();
  const starting = startSystem({ dataDir, portBase, demo: true, signal: leaving.signal, onGivenUp: say });
  let asked = 0;
  const leave = async (): Promise<void> => {
    asked += 1;
    if (asked > 1) process.exit(1);
    say('\nStopping. Press Ctrl-C again to stop at once.');
    leaving.abort(new Error('stopped'));
    await starting.then((system) => system.stop()).catch(() => {});
    folder.release();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void leave());

  try {
    const { urls, cloud } = await starting;
    const where = relative(process.cwd(), dataDir) || dataDir;
    say(
      bannerOf({
        urls,
        token: await clientToken(cloud, 'LAB001', { expiresIn: twelveHours }),
        ending: `Ctrl-C stops everything. The data stays in ${where}; \`npm start -- --fresh\` forgets it.`,
      }),
    );
  } catch (error) {
    if (!leaving.signal.aborted) fail(error);
  }
};

await run().catch(fail);
