import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Account, page } from '@intarsia/domain';
import { type Bundle, bundle, engines, type Place, silentLog } from '@intarsia/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Instance, openInstance } from './instance.ts';
import { basicAuth } from './testing.ts';

const logins = 16;

let worker: Bundle;
beforeAll(async () => {
  worker = await bundle(new URL('./work.child.ts', import.meta.url));
});
afterAll(() => worker.remove());

/** An instance on PostgreSQL with accounts whose logins have just been submitted. */
async function opened(): Promise<{ place: Place; key: string; instance: Instance; ask: Ask }> {
  const place = await engines.find(({ name }) => name === 'postgres')?.place();
  if (!place) throw new Error('no PostgreSQL');
  const key = randomBytes(32).toString('hex');
  const instance = await openInstance({
    database_url: place.url,
    master_key: Buffer.from(key, 'hex'),
    public_url: 'http://intarsia.test',
    seed: 'tulip',
    log: silentLog,
  });
  const ask = asking(instance);
  for (let n = 0; n < logins; n++) {
    const login = { link_item: 'walmart', username: `gen_${n}`, password: 'passgood' };
    expect((await ask('POST', '/v1/sandbox/accounts', login)).status).toBe(201);
  }
  return { place, key, instance, ask };
}

type Ask = ReturnType<typeof asking>;

function asking({ rest, first_start }: Instance) {
  const authorization = first_start?.api_key ? basicAuth(first_start.api_key) : '';
  return async (method: string, url: string, body: object = {}) => {
    const answer = await rest({
      method,
      url,
      headers: { authorization },
      body: method === 'GET' ? new Uint8Array() : Buffer.from(JSON.stringify(body)),
      origin: 'http://intarsia.test',
      request_id: 'test',
    });
    return { status: answer.status, body: JSON.parse(String(answer.body)) };
  };
}

/** Moves the clock, and tells how many jobs that took. */
async function advance(ask: Ask, by: string): Promise<number> {
  const { status, body } = await ask('POST', '/v1/sandbox/clock/advance', { by });
  expect(status).toBe(200);
  return Number(body.jobs_run);
}

/** What was told of each account in its order, by types; and how far the accounts are. */
async function outcome({ instance, ask }: { instance: Instance; ask: Ask }) {
  const scope = { environment_id: instance.first_start?.sandbox_id ?? '' };
  const request = { after_cursor: 0, limit: 100_000 };
  const events = await instance.deps.store.read.events.list(scope, request);
  const { body } = await ask('GET', `/v1/accounts?limit=${logins}`);
  const { results } = page(Account).parse(body);
  return results.map(({ id, availability }) => ({
    status: availability.payouts?.status,
    count: availability.payouts?.available_count,
    told: events.filter(({ account_id }) => account_id === id).map(({ type }) => type),
  }));
}

test('of two processes one drives the clock and one works, and each job is run exactly once', async () => {
  const alone = await opened();
  const expected = await advance(alone.ask, 'PT5M');
  const calm = await outcome(alone);
  await alone.instance.close();
  await alone.place.remove();

  const both = await opened();
  const child = worker.run({ args: [both.place.url, both.key] });
  const lines: string[] = [];
  const reading = (async () => {
    for await (const line of child.lines) lines.push(line);
  })();
  while (lines.length === 0) await wait(5);
  let driven = 0;
  for (let second = 0; second < 12; second++) {
    driven += await advance(both.ask, 'PT1S');
    // Long enough for the other process to find the clock free, and what is due.
    await wait(80);
  }
  driven += await advance(both.ask, 'PT5M');
  child.process.kill('SIGTERM');
  const ended = await child.ended;
  await reading;
  const worked = Number(lines.at(-1)?.replace('ran ', ''));
  const shared = await outcome(both);
  await both.instance.close();
  await both.place.remove();

  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(calm.every(({ status }) => status === 'synced')).toBe(true);
  expect(shared).toEqual(calm);
  expect(worked).toBeGreaterThan(0);
  expect(driven).toBeGreaterThan(0);
  expect(driven + worked).toBe(expected);
}, 60_000);
