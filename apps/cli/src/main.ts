#!/usr/bin/env node
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { runProgram } from './run.ts';

// A reader such as `head` may have seen enough: that is no failure, and there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    process.exit(error.code === 'EPIPE' ? 0 : 1);
  });
}

process.exitCode = await runProgram({
  argv: process.argv.slice(2),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  self: import.meta.url,
  fetch: globalThis.fetch,
  now: Date.now,
  sleep: (milliseconds) => sleep(milliseconds),
  random: (bytes) => randomBytes(bytes),
  async configFolder() {
    const { default: envPaths } = await import('env-paths');
    return envPaths('intarsia', { suffix: '' }).config;
  },
});
