import { defineConfig } from 'rolldown';

// The bench and the processes that it starts beside the server. Native addons and the browser stay packages.
export default defineConfig({
  input: {
    main: 'src/main.ts',
    baseline: 'src/baseline/process.ts',
    'fan-out': 'src/baseline/fan-out-process.ts',
    load: 'src/load/process.ts',
    post: 'src/load/post-process.ts',
    receiver: 'src/receiver/process.ts',
  },
  platform: 'node',
  external: ['@node-rs/argon2', '@sparticuz/chromium', 'better-sqlite3', 'pg', 'playwright-core'],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    cleanDir: true,
  },
});
