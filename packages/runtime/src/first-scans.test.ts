import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AccountRef, type Log } from '@intarsia/domain';
import {
  type Bundle,
  bundle,
  engines,
  type Place,
  silentLog,
  type TestEngine,
} from '@intarsia/store/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Instance, openInstance } from './instance.ts';
import { basicAuth } from './testing.ts';

const ROUNDS = { sqlite: 5, postgres: 1 };
/** More than a lease, in milliseconds of the wall. */
const AFTER_LEASES = 120_000;

/** Twenty logins: drivers with many activities, employees, people with several jobs, and one with nothing. */
const logins = [
  ...['gen_1', 'gen_2'].map((name) => ['warpride', name]),
  ...Array.from({ length: 8 }, (_, n) => ['walmart', `gen_${10 + n}`]),
  ...Array.from({ length: 5 }, (_, n) => ['copperlark_coffee', `gen_${20 + n}`]),
  ...['test_jobs', 'gen_30', 'gen_31', 'gen_32'].map((name) => ['paythread', name]),
  ['parcelfinch', 'test_empty'],
];

/** Where an instance is whose accounts wait for their first job. */
interface Waiting extends Place {
  readonly master_key: string;
  /** The id of the sandbox, and the Authorization header of its key. */
  readonly sandbox: string;
  readonly auth: string;
}

/** Who does the jobs: workers, which take their time in nothing; or who moves the clock, stage by stage. */
const ways = ['worked', 'driven'] as const;
type Way = (typeof ways)[number];

let worker: Bundle;
beforeAll(async () => {
  worker = await bundle(new URL('./work.child.ts', import.meta.url));
});
afterAll(() => worker.remove());

function opened(url: string, master_key: string, log: Log = silentLog): Promise<Instance> {
  return openInstance({
    database_url: url,
    master_key: Buffer.from(master_key, 'hex'),
    public_url: 'http://intarsia.test',
    seed: 'tulip',
    log,
  });
}

/** Submits all logins in a sandbox whose clock stands, so that nothing but the crash tells two runs apart. */
async function waiting(engine: TestEngine, way: Way): Promise<Waiting> {
  const place = await engine.place();
  const master_key = randomBytes(32).toString('hex');
  const instance = await opened(place.url, master_key);
  const { api_key, sandbox_id: sandbox = '' } = instance.first_start ?? {};
  const auth = api_key ? basicAuth(api_key) : '';
  const ask = async (method: string, path: string, body: object) => {
    const answer = await instance.rest({
      method,
      url: `/v1/${path}`,
      headers: { authorization: auth },
      body: Buffer.from(JSON.stringify(body)),
      origin: 'http://intarsia.test',
      request_id: 'test',
    });
    if (answer.status >= 300) throw new Error(Buffer.from(answer.body).toString());
    return JSON.parse(Buffer.from(answer.body).toString());
  };
  await ask('POST', 'sandbox/clock/freeze', { at: '2027-03-01T09:00:00Z' });
  for (const [link_item, username] of logins) {
    const login = { link_item, username, password: 'passgood' };
    AccountRef.parse(await ask('POST', 'sandbox/accounts', login));
  }
  // From here on work takes no time and waits for nobody but a worker.
  if (way === 'worked') await ask('PATCH', 'sandbox/settings', { speed: 'instant' });
  await instance.close();
  return { ...place, master_key, sandbox, auth };
}

/** How a process goes about its work. */
interface Working {
  readonly way: Way;
  readonly kill_after?: number;
  readonly ahead?: number;
}

/** Lets a process do all that is due, or kills it after so many commits; tells how many it made. */
async function work(at: Waiting, { way, kill_after, ahead = 0 }: Working) {
  const args = [at.url, at.master_key, String(ahead), ...(way === 'driven' ? [at.auth] : [])];
  const child = worker.run({ args });
  let commits = 0;
  for await (const line of child.lines) {
    if (line === 'idle') child.process.kill('SIGTERM');
    if (line !== 'commit') continue;
    commits += 1;
    // The reader goes on meanwhile: the signal comes anywhere between two commits.
    if (commits === kill_after) wait(randomInt(0, 12)).then(() => child.process.kill('SIGKILL'));
  }
  return { commits, ...(await child.ended) };
}

/** All that is there: the world, and what was told of each account in its order. */
async function read({ url, master_key, sandbox }: Waiting): Promise<string[]> {
  const instance = await opened(url, master_key);
  const world = await instance.exportWorld(sandbox);
  const page = { after_cursor: 0, limit: 100_000 };
  const events = await instance.deps.store.read.events.list({ environment_id: sandbox }, page);
  await instance.close();
  const told = events
    .map(({ account_id, sequence, type, data }) =>
      JSON.stringify({ account_id, sequence, type, data }),
    )
    .sort();
  return [...world.trimEnd().split('\n').map(withoutTurn), ...told];
}

/** Jobs of different accounts are done side by side: which was first is not the same in any two runs. */
function withoutTurn(line: string): string {
  return line.startsWith('jobs ') ? line.replace(/"sequence":\d+,/, '') : line;
}

/** What differs, as few lines as a person can read. */
function differences(a: readonly string[], b: readonly string[]): string[] {
  const [ours, theirs] = [new Set(a), new Set(b)];
  const only = (lines: readonly string[], others: Set<string>, sign: string) =>
    lines.filter((line) => !others.has(line)).map((line) => `${sign} ${line.slice(0, 1000)}`);
  return [...only(a, theirs, '-').slice(0, 3), ...only(b, ours, '+').slice(0, 3)];
}

/** What a way comes to when nothing goes wrong, by how many commits. On PostgreSQL it is the same. */
async function calmly(way: Way) {
  const [sqlite] = engines;
  if (!sqlite) throw new Error('no engine');
  const at = await waiting(sqlite, way);
  const { commits, ...ended } = await work(at, { way });
  const rows = await read(at);
  await at.remove();
  expect(ended).toEqual({ code: 0, signal: null, stderr: '' });
  const accounts = rows.filter((line) => line.startsWith('accounts '));
  const synced = accounts.filter((line) => /synced/.test(line) && !/in_progress/.test(line));
  expect(synced).toHaveLength(20);
  return { commits, rows };
}

describe.each(ways)('first scans of twenty accounts, %s', (way) => {
  let calm: Awaited<ReturnType<typeof calmly>>;
  beforeAll(async () => {
    calm = await calmly(way);
  });

  test.each(engines)(
    'that kill -9 breaks off on $name come to the rows and events of undisturbed ones',
    async (engine) => {
      const rounds = ROUNDS[engine.name];
      for (let round = 0; round < rounds; round++) {
        const at = await waiting(engine, way);
        const kill_after = Math.ceil((calm.commits * 0.8 * (round + 0.5)) / rounds);
        const killed = await work(at, { way, kill_after });
        const rest = await work(at, { way, ahead: AFTER_LEASES });

        expect(killed).toMatchObject({ signal: 'SIGKILL', stderr: '' });
        expect(rest).toMatchObject({ code: 0, stderr: '' });
        expect(differences(calm.rows, await read(at))).toEqual([]);
        await at.remove();
      }
    },
    120_000,
  );
});
