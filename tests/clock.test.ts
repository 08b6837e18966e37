import { setTimeout as wait } from 'node:timers/promises';
import { Account, page, type Timestamp, type User } from '@intarsia/domain';
import { engines } from '@intarsia/store/testing';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Env,
  emptyPlace,
  printedAuth,
  type ServerProcess,
  startServer,
} from './src/server-process.ts';

interface Clock {
  readonly now: Timestamp;
  readonly mode: 'running' | 'frozen';
}

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function started(env: Env): Promise<ServerProcess> {
  const server = await startServer(env);
  undo.push(() => server.stop('SIGKILL'));
  return server;
}

/** A caller of one server with one key. */
function callerOf({ url }: ServerProcess, authorization: string) {
  const ask = async (method: string, path: string, body?: object) =>
    fetch(`${url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  return {
    ask,
    clock: async (): Promise<Clock> => (await ask('GET', '/v1/sandbox/clock')).json(),
    /** Moves the clock, as soon as nobody else does. */
    async drive(verb: string, body: object = {}): Promise<Clock> {
      for (;;) {
        const answer = await ask('POST', `/v1/sandbox/clock/${verb}`, body);
        if (answer.status === 409) {
          await wait(100);
          continue;
        }
        expect(answer.status).toBe(200);
        return answer.json();
      }
    },
    async newUser(): Promise<Pick<User, 'created_at'>> {
      const { id } = await (await ask('POST', '/v1/users')).json();
      return (await ask('GET', `/v1/users/${id}`)).json();
    },
  };
}

describe.each(engines)('the clock of a server on $name', (engine) => {
  test('is where the last job was done when its driver is killed, and goes on from there', async () => {
    const place = await emptyPlace(engine);
    undo.push(place.remove);
    const first = await started(place.env);
    const auth = printedAuth(first.out());
    const before = callerOf(first, auth);
    const start = await before.drive('freeze');
    for (let n = 0; n < 6; n++) {
      const login = { link_item: 'walmart', username: `gen_${n}`, password: 'passgood' };
      expect((await before.ask('POST', '/v1/sandbox/accounts', login)).status).toBe(201);
    }
    const target = `${Number(start.now.slice(0, 4)) + 4}${start.now.slice(4)}`;
    const cut = before.ask('POST', '/v1/sandbox/clock/advance', { to: target }).catch(() => 'cut');
    const isOnItsWay = (now: Timestamp) => now > start.now && now < target;
    while (!isOnItsWay((await before.clock()).now)) await wait(10);
    await first.stop('SIGKILL');
    expect(await cut).toBe('cut');
    const second = callerOf(await started(place.env), auth);
    const left = await second.clock();
    const stepped = await second.drive('step');
    const ran = await second.drive('advance', { by: 'P30D' });
    const { results } = page(Account).parse(await (await second.ask('GET', '/v1/accounts')).json());

    expect(isOnItsWay(left.now)).toBe(true);
    expect(left.mode).toBe('frozen');
    expect(stepped.now >= left.now).toBe(true);
    expect(ran.now > stepped.now).toBe(true);
    expect(results.map(({ availability }) => availability.profiles?.status)).toEqual(
      Array.from({ length: 6 }, () => 'synced'),
    );
  }, 120_000);

  test('stops between two jobs when its server is told to, which ends well', async () => {
    const place = await emptyPlace(engine);
    undo.push(place.remove);
    const first = await started(place.env);
    const auth = printedAuth(first.out());
    const before = callerOf(first, auth);
    const start = await before.drive('freeze');
    for (let n = 0; n < 6; n++) {
      const login = { link_item: 'walmart', username: `gen_${n}`, password: 'passgood' };
      await before.ask('POST', '/v1/sandbox/accounts', login);
    }
    const target = `${Number(start.now.slice(0, 4)) + 4}${start.now.slice(4)}`;
    const driving = before.ask('POST', '/v1/sandbox/clock/advance', { to: target });
    while ((await before.clock()).now === start.now) await wait(10);
    const { code } = await first.stop('SIGTERM');
    const answer = await (await driving).json();
    const left = await callerOf(await started(place.env), auth).clock();

    expect(code).toBe(0);
    expect(answer).toMatchObject({ mode: 'frozen', stopped: { at: left.now, reason: 'shutdown' } });
    expect(left.now > start.now && left.now < target).toBe(true);
  }, 120_000);

  test('is seen in another process within a second', async () => {
    const place = await emptyPlace(engine);
    undo.push(place.remove);
    const one = await started(place.env);
    const auth = printedAuth(one.out());
    const here = callerOf(one, auth);
    const there = callerOf(await started(place.env), auth);
    await there.newUser();
    const { now } = await here.drive('freeze', { at: later(new Date().toISOString()) });
    const begun = performance.now();
    let user = await there.newUser();
    while (user.created_at !== now && performance.now() - begun < 5000)
      user = await there.newUser();
    const seen_after = performance.now() - begun;

    expect(user.created_at).toBe(now);
    expect(seen_after).toBeLessThan(2000);
    expect((await here.newUser()).created_at).toBe(now);
  }, 120_000);
});

/** A day after a moment. */
function later(time: string): string {
  return new Date(Date.parse(time) + 86_400_000).toISOString();
}
