import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packed, { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** On a busy machine a browser takes its time to start. */
const startTimeoutMs = 100_000;

const packageFolder = (): string => fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')));

/** Runs something while the folder for temporary files is another one; the unpacking knows no other way to be told. */
const withTemporaryFolder = async <T>(folder: string, run: () => Promise<T>): Promise<T> => {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
};

/**
 * Unpacks the browser that came with the npm package, once for all test runs on this machine. Each run that finds none
 * unpacks into a folder of its own and then renames it, so that nobody ever starts a half-written one.
 */
const unpacked = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(packageFolder(), 'package.json'), 'utf8'));
  const home = join(tmpdir(), `labsecure-chromium-${version}`);
  if (!existsSync(home)) {
    const own = await mkdtemp(join(tmpdir(), 'labsecure-chromium-'));
    await withTemporaryFolder(own, () =>
      Promise.all([packed.executablePath(), inflate(join(packageFolder(), 'bin', 'al2023.tar.br'))]),
    );
    // Another run was quicker: its folder is as good.
    await rename(own, home).catch(() => rm(own, { recursive: true, force: true }));
  }
  return home;
};

/**
 * Starts a browser for a test: CHROMIUM_PATH, else one the system has, else the one the npm package carries (with the
 * libraries it needs, for a machine that has none of them).
 */
export const launchBrowser = async (): Promise<Browser> => {
  const installed = [process.env.CHROMIUM_PATH, ...places].find((path) => path && existsSync(path));
  const args = ['--no-sandbox', '--font-render-hinting=none', '--disable-dev-shm-usage'];
  if (installed) return chromium.launch({ executablePath: installed, args, timeout: startTimeoutMs });
  const home = await unpacked();
  return chromium.launch({
    timeout: startTimeoutMs,
    executablePath: join(home, 'chromium'),
    // Not the package's own arguments: they switch off security the tests are about, and sharing one process lets the
    // browser die with its first closed window.
    args: [...args, '--headless=shell', '--disable-gpu'],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [process.env.LD_LIBRARY_PATH, join(home, 'al2023', 'lib')].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  });
};
