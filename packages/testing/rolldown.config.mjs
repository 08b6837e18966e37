import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';
import { declarations, notices, onlyDeclared } from '../../scripts/package/plugins.mjs';

const dir = 'dist';
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const declared = Object.keys(dependencies);

/** Test instances run on SQLite: the other engine, and the driver it needs, stay out. */
const sqliteAlone = {
  name: 'sqlite-alone',
  resolveId: (id) => (id === './engines/postgres.ts' ? '\0postgres' : null),
  load: (id) =>
    id === '\0postgres' ? 'throw new Error("A test instance runs on SQLite.");export {}' : null,
};

// What is ours is in the bundle; packages of others are installed with it, all but tRPC's server, which
// would ask for a compiler.
export default defineConfig({
  input: 'src/index.ts',
  platform: 'node',
  external: declared.map((name) => new RegExp(`^${name}(/|$)`)),
  output: {
    dir,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    cleanDir: true,
  },
  plugins: [
    sqliteAlone,
    onlyDeclared(declared),
    notices({ dir }),
    declarations({ entries: ['src/index.ts'], dir }),
  ],
});
