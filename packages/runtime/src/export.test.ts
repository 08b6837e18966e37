import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Bundle, bundle, engines } from '@intarsia/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from './testing.ts';

describe('the canonical export', () => {
  let program: Bundle;
  let folder: string;
  beforeAll(async () => {
    program = await bundle(new URL('./export.child.ts', import.meta.url));
    folder = await mkdtemp(path.join(os.tmpdir(), 'intarsia-export-'));
  });
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true, force: true });
  });

  /** Makes a world in a process of its own, and reads its export. */
  async function run(
    name: string,
    how: { engine: string; seed: string; TZ: string; size?: string },
  ) {
    const place = await engines.find((engine) => engine.name === how.engine)?.place();
    if (!place) throw new Error(`no engine ${how.engine}`);
    try {
      const file = path.join(folder, name);
      const child = program.run({
        args: [place.url, how.seed, file, how.size ?? 'large'],
        env: { TZ: how.TZ },
      });
      const told: string[] = [];
      for await (const line of child.lines) told.push(line);
      const { code, stderr } = await child.ended;
      if (code !== 0) throw new Error(stderr);
      const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
      return { lines, behind: JSON.parse(told.join('')).behind };
    } finally {
      await place.remove();
    }
  }

  /** What differs, as few lines as a person can read. */
  function differences(a: readonly string[], b: readonly string[]): string[] {
    const [ours, theirs] = [new Set(a), new Set(b)];
    const only = (lines: readonly string[], others: Set<string>, sign: string) =>
      lines.filter((line) => !others.has(line)).map((line) => `${sign} ${line.slice(0, 2000)}`);
    return [...only(a, theirs, '-').slice(0, 3), ...only(b, ours, '+').slice(0, 3)];
  }

  /** What activities say, in which nothing but the work itself can differ from seed to seed. */
  function activitiesIn(lines: readonly string[]): string[] {
    const rows = lines.filter((line) => line.startsWith('resources {"kind":"activities"'));
    return rows.map((line) => JSON.parse(line.slice('resources '.length)).body);
  }

  test('is the same on both engines, in other processes, time zones and under other keys', async () => {
    const [one, two, other] = await Promise.all([
      run('one', { engine: 'sqlite', seed: 'tulip', TZ: 'America/New_York' }),
      run('two', { engine: 'postgres', seed: 'tulip', TZ: 'Pacific/Kiritimati' }),
      run('other', { engine: 'sqlite', seed: 'rose', TZ: 'UTC', size: 'small' }),
    ]);

    const resources = one.lines.filter((line) => line.startsWith('resources '));
    const tables = new Set(one.lines.map((line) => line.split(' ', 1)[0]));
    expect([one.behind, two.behind]).toEqual([240, -840]);
    expect(resources.length).toBeGreaterThan(10_000);
    expect([...tables].sort()).toEqual([
      'accounts',
      'blobs',
      'connections',
      'counters',
      'environment',
      'jobs',
      'resources',
      'scans',
      'scenarios',
      'switches',
      'user_search',
      'users',
    ]);
    expect(differences(one.lines, two.lines)).toEqual([]);
    expect(two.lines).toEqual(one.lines);
    const known = new Set(activitiesIn(one.lines));
    const others = activitiesIn(other.lines);
    expect(others.length).toBeGreaterThan(1000);
    expect(others.filter((body) => known.has(body))).toEqual([]);
  }, 240_000);
});

describe('an export', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('opens what is sealed and leaves out what no two runs share', async () => {
    const login = { link_item: 'warpride', username: 'test_empty', password: 'passgood' };
    await t.rest('POST', '/v1/sandbox/clock/freeze');
    await t.rest('POST', '/v1/sandbox/accounts', { body: login });
    await t.rest('POST', '/v1/sandbox/clock/run');
    const text = await t.instance.exportWorld(t.sandbox.id);

    const connection = text.split('\n').find((line) => line.startsWith('connections ')) ?? '';
    const row = JSON.parse(connection.slice('connections '.length));
    expect(row.credentials).toEqual({ username: 'test_empty', password: 'passgood' });
    expect(Object.keys(row)).not.toContain('login_hash');
    expect(text).toMatch(/^environment \{"kind":"sandbox","speed":"fast","seed":"test"/);
    for (const hidden of ['leased_until', 'fence', 'fingerprint', t.sandbox.id]) {
      expect(text).not.toContain(hidden);
    }
  });

  test('of a world that nobody has is an error', async () => {
    await expect(t.instance.exportWorld(t.client.id)).rejects.toThrow('there is no environment');
  });
});
