// Installs the workspace with the pinned pnpm. Native addons are compiled against the headers that
// came with this Node where they are on disk, so that nothing but the package registry is needed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const prefix = path.resolve(process.execPath, '../..');
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
if (!env.npm_config_nodedir && existsSync(path.join(prefix, 'include/node/node.h'))) {
  env.npm_config_nodedir = prefix;
}

const { status, error } = spawnSync(
  'npx',
  ['--yes', 'pnpm@12.21.0', 'install', '--frozen-lockfile', '--reporter=append-only'],
  { stdio: 'inherit', env, shell: process.platform === 'win32' },
);
if (error) throw error;
process.exit(status ?? 1);
