import { defineConfig } from 'vitest/config';
import type { Reporter, TestModule } from 'vitest/node';

/** One plain closing line, for whoever reads the log from its end. */
const closingLine: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]) {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0, pending: 0 };
    for (const module of modules) {
      const before = count.failed;
      for (const test of module.children.allTests()) count[test.result().state] += 1;
      // A file that broke before its first test is a failure too.
      if (module.state() === 'failed' && count.failed === before) count.failed += 1;
    }
    const skipped = count.skipped + count.pending;
    process.stdout.write(
      `\n${count.passed} passed, ${count.failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`,
    );
  },
};

export default defineConfig({
  test: {
    include: ['{packages,services}/*/{src,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/*.containers.test.ts'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 10_000,
    reporters: ['default', closingLine],
    env: { NODE_ENV: 'test' },
  },
});
