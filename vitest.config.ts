import swc from 'unplugin-swc';
import { defineConfig } from 'vitest/config';

// Nest reads the types of constructor parameters at run time; esbuild, vitest's own compiler, does not emit them.
const plugins = [swc.vite()];

export default defineConfig({
  plugins,
  test: {
    // What a passing test makes the server log is of no interest.
    silent: 'passed-only',
    projects: [
      {
        plugins,
        test: { name: 'unit', include: ['src/**/*.spec.ts', 'simulators/**/*.spec.ts'], testTimeout: 20_000 },
      },
      {
        plugins,
        test: {
          name: 'e2e',
          include: ['test/{e2e,integration}/**/*.spec.ts'],
          // What is about Redis itself needs one: it runs on the scaled-out tier.
          exclude: process.env.TEST_REDIS_URL === undefined ? ['**/*.redis.spec.ts'] : [],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
    coverage: { provider: 'v8', include: ['src/**/*.ts'], exclude: ['**/*.spec.ts'] },
  },
});
