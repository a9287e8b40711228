import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { serviceNames } from '../src/system/service-settings.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test.each(serviceNames)(
  'When %s is started without its settings, then it says in one line which, and ends',
  { timeout: 120_000 },
  (name) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [`services/${name}/src/main.ts`], {
      cwd: root,
      env: { PATH: process.env.PATH, PORT: 'abc' },
      encoding: 'utf8',
      timeout: 100_000,
    });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('PORT must be an integer between 0 and 65535');
    expect(stderr).toContain('AWS_REGION is missing');
  },
);
