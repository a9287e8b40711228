import { defineConfig } from 'vitest/config';
import { closingLine } from './scripts/closing-line.ts';

export default defineConfig({
  test: {
    include: ['{packages,services}/*/{src,test}/**/*.test.ts', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.containers.test.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    reporters: ['default', closingLine],
    env: { NODE_ENV: 'test' },
  },
});
