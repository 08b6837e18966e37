import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const runtimeTesting = new URL('packages/runtime/src/testing.ts', import.meta.url);

export default defineConfig({
  // Tests of the API run on a composed instance, which the API itself must not depend on.
  resolve: { alias: { '@intarsia/runtime/testing': fileURLToPath(runtimeTesting) } },
  test: {
    include: [
      'packages/*/src/**/*.test.{ts,tsx}',
      'apps/*/src/**/*.test.{ts,tsx}',
      'tests/**/*.test.ts',
    ],
    globalSetup: ['packages/store/src/testing-postgres.ts'],
    pool: 'forks',
    // Files share what they import, which takes half of the time away. No test may change a module's state.
    isolate: false,
    // One more than there are processors: browsers, disks and crashed processes are waited for. PostgreSQL takes a hundred callers.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});
