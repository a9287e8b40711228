import { defineConfig } from 'vitest/config';
import { closingLine } from './scripts/closing-line.ts';

/** What needs a container engine: one stack for all files, which take turns at it. */
export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.containers.test.ts'],
    globalSetup: ['packages/local-cloud/test/containers/setup.ts'],
    environment: 'node',
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 480_000,
    hookTimeout: 240_000,
    teardownTimeout: 240_000,
    reporters: ['default', closingLine],
    env: { NODE_ENV: 'test' },
  },
});
