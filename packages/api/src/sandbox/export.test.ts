import { MINUTE, SECOND } from '@intarsia/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { started, uploaded } from '../testing/forms.ts';
import { connect, connected, engineNames, pass } from '../testing/logins.ts';
import { start } from '../testing/switches.ts';

describe.each(engineNames)('the export of a world on %s', (engine) => {
  let t: TestInstance;
  let lines: string[];
  beforeAll(async () => {
    t = await testInstance({ engine });
    const { id } = await connected(t, { username: 'test_1' });
    const asked = await start(t, id);
    if (asked.status !== 202) throw new Error(asked.text);
    await uploaded(t, (await started(t)).id);
    // One stops at a question, one in the middle of its scan.
    await connect(t, { link_item: 'weftgo', username: 'gen_2' });
    await connect(t, { username: 'gen_3' });
    await pass(t, 4 * SECOND);
    const world = await t.instance.exportWorld(t.sandbox.id);
    lines = world.trimEnd().split('\n');
  });
  afterAll(() => t.close());

  /** What the rows of a table say in a column. */
  const column = (table: string, name: string) =>
    lines
      .filter((line) => line.startsWith(`${table} `))
      .map((line) => JSON.parse(line.slice(table.length + 1))[name])
      .filter((value) => value !== null && value !== undefined);

  test.each([
    ['connections', 'credentials'],
    ['connections', 'session'],
    ['connections', 'resume'],
    ['scans', 'cursor'],
    ['scans', 'last'],
    ['switches', 'config'],
    ['resources', 'secrets'],
    ['resources', 'content'],
    ['blobs', 'content'],
  ])('has %s with %s opened', (table, name) => {
    expect(column(table, name).length).toBeGreaterThan(0);
  });

  test('keeps nothing sealed, and nothing that is hashed under a key', () => {
    expect(lines.filter((line) => /"v1\.[0-9a-f]{8}\./.test(line))).toEqual([]);
    expect(column('resources', 'fingerprint')).toEqual([]);
    expect(column('connections', 'login_hash')).toEqual([]);
    expect(Buffer.from(column('blobs', 'content')[0], 'base64').toString()).toContain('a paystub');
  });

  test('leaves out no column but those that no two runs share', async () => {
    const missing: Record<string, string[]> = {};
    for await (const { table, rows } of t.instance.deps.store.read.worlds.tables({
      environment_id: t.sandbox.id,
    })) {
      const columns = Object.keys(rows[0] ?? {});
      const line = lines.find((one) => one.startsWith(`${table} `));
      const said = Object.keys(JSON.parse(line?.slice(table.length + 1) ?? '{}'));
      missing[table] = columns.filter((one) => !said.includes(one));
    }

    expect(missing).toEqual({
      users: [],
      user_search: [],
      accounts: [],
      connections: ['login_hash'],
      jobs: ['leased_until', 'fence'],
      resources: ['fingerprint'],
      blobs: [],
      scans: [],
      switches: [],
      scenarios: [],
      counters: [],
    });
  });

  test('has every row of a table once, in the order of their names', () => {
    const names = column('users', 'id');

    expect(names).toEqual([...new Set(names)].sort());
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('says the same of a world that was left and has come back', async () => {
    const { id } = (await t.rest('POST', '/v1/sandbox/snapshots')).body as { id: string };
    await pass(t, MINUTE);
    await t.rest('POST', `/v1/sandbox/snapshots/${id}/restore`);
    const text = await t.instance.exportWorld(t.sandbox.id);

    expect(text.trimEnd().split('\n')).toEqual(lines);
  });
});
