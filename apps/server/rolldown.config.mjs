import { defineConfig } from 'rolldown';

// Native addons and what loads files beside itself stay packages. All chunks lie in one folder, because
// doors.ts looks for the web build from where it lies.
export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  external: ['@node-rs/argon2', 'better-sqlite3', 'pg', 'pino'],
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    cleanDir: true,
  },
});
