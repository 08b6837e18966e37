import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bundle, engines, openWorld } from './testing.ts';

/** The parts of the log of syncs: the synced files behind each mark. */
function partsOf(log: string): Record<string, string[]> {
  const parts: Record<string, string[]> = {};
  let part: string[] = [];
  for (const line of log.trimEnd().split('\n')) {
    if (line.startsWith('/')) part.push(path.basename(line));
    else {
      part = [];
      parts[line] = part;
    }
  }
  return parts;
}

// Elsewhere a library cannot be preloaded into Node in this way; the pragma is tested everywhere.
describe.runIf(process.platform === 'linux')('on Linux, where syncs can be counted', () => {
  test('a commit syncs the log once, however many writes it holds, unless all of them may wait', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'intarsia-syncs-'));
    const library = path.join(folder, 'count-syncs.so');
    const source = fileURLToPath(new URL('./testing/count-syncs.c', import.meta.url));
    execFileSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl']);
    const syncs = path.join(folder, 'syncs');
    await writeFile(syncs, '');
    const store = await engines[0]?.open();
    if (!store) throw new Error('SQLite is one of the engines.');
    const { environment_id } = await openWorld(store);
    const writer = await bundle(new URL('./durability.child.ts', import.meta.url));

    const child = writer.run({
      args: [store.url, environment_id, syncs],
      env: { LD_PRELOAD: library, SYNC_LOG: syncs },
    });
    const { code, stderr } = await child.ended;

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const parts = partsOf(await readFile(syncs, 'utf8'));
    const once = 'intarsia.db-wal';
    expect(parts.alone).toEqual(Array.from({ length: 10 }, () => once));
    expect(parts.together).toEqual(Array.from({ length: 5 }, () => once));
    expect(parts.read).toEqual([]);
    expect([parts.unsynced, parts.mixed, parts.after]).toEqual([[], [once], [once]]);
    expect(await store.read.users.count({ environment_id })).toBe(1 + 10 + 500 + 10 + 3 + 2);
    await store.cleanup();
    await writer.remove();
    await rm(folder, { recursive: true, force: true });
  });
});
