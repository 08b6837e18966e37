import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { engineNames } from '../testing/logins.ts';
import { addScenario, play, sendScenario } from '../testing/scenarios.ts';

const source = `# kept as it is written
name: own
description: Refused at once.
connect: [{refuse: tos_required}]
`;
const refusing = (code: string) => source.replace('tos_required', code);
const path = '/v1/sandbox/scenarios';

describe.each(engineNames)('scenarios on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  test('one that is added is there with its text, replaced by its name, and removed', async () => {
    const added = await sendScenario(t, source);
    const replaced = await sendScenario(t, refusing('invalid_auth'));
    const shown = await t.rest('GET', `${path}/own`);
    const removed = await t.rest('DELETE', `${path}/own`);

    expect(added).toMatchObject({ status: 201, body: { name: 'own', origin: 'environment' } });
    expect(replaced.status).toBe(200);
    expect(shown.body).toEqual({
      name: 'own',
      description: 'Refused at once.',
      origin: 'environment',
      usernames: ['own'],
      password: 'passgood',
      link_items: null,
      updated_at: t.clock.now(),
      source: refusing('invalid_auth'),
    });
    expect(removed).toMatchObject({ status: 204, text: '' });
    expect(await t.rest('GET', `${path}/own`)).toMatchObject({
      status: 404,
      body: { code: 'scenario_not_found' },
    });
    expect(await t.rest('DELETE', `${path}/own`)).toMatchObject({ status: 404 });
  });

  test('the shipped ones are listed by name, and give way to an own one of their name', async () => {
    await addScenario(t, source.replace('own', 'session-lost'));
    const { body } = await t.rest('GET', path);
    const { results } = body as { results: { name: string; origin: string }[] };
    const origins = new Map(results.map(({ name, origin }) => [name, origin]));

    expect([...origins.keys()]).toEqual([...origins.keys()].sort());
    expect(origins.size).toBe(results.length);
    expect(origins.size).toBeGreaterThanOrEqual(10);
    expect(origins.get('session-lost')).toBe('environment');
    expect(origins.get('outage')).toBe('shipped');
    expect((await t.rest('DELETE', `${path}/session-lost`)).status).toBe(204);
    expect((await t.rest('GET', `${path}/session-lost`)).body).toMatchObject({ origin: 'shipped' });
    expect(await t.rest('DELETE', `${path}/session-lost`)).toMatchObject({
      status: 409,
      body: { code: 'scenario_built_in' },
    });
  });

  test('a login that has begun keeps its scenario, whatever becomes of it', async () => {
    await addScenario(t, { name: 'slow', description: 'x', connect: [{ wait: '1m' }] });
    const stage = await play(t, { username: 'slow' });
    await stage.pass('PT30S');
    await addScenario(t, { name: 'slow', description: 'x', connect: [{ refuse: 'tos_required' }] });
    await t.rest('DELETE', `${path}/slow`);

    expect((await stage.pass('PT29S')).status).toBe('connecting');
    expect((await stage.pass('PT1S')).status).toBe('connected');
  });
});

describe('the text of a scenario', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test.each(['application/yaml', 'application/x-yaml; charset=utf-8', 'text/yaml', 'TEXT/PLAIN'])(
    'may come as %s',
    async (type) => {
      expect((await sendScenario(t, source, type)).status).toBeLessThan(202);
    },
  );

  test('may come as JSON, whose faults have lines too', async () => {
    const good = { name: 'own', description: 'x' };
    const bad = JSON.stringify({ ...good, connect: [{ wait: 'soon' }] }, null, 2);

    expect((await sendScenario(t, good)).status).toBeLessThan(202);
    expect((await sendScenario(t, bad, 'application/json')).body).toEqual({
      code: 'scenario_invalid',
      detail: expect.stringContaining('connect.0.wait: line 6, column 15: must be a duration'),
      'connect.0.wait': [expect.stringContaining('line 6, column 15: must be a duration')],
    });
  });

  test.each([
    ['a fault', 'name: own\ndescription: x\nconnect:\n  - wait: soon', 400, 'scenario_invalid'],
    ['no YAML', 'name: [', 400, 'scenario_invalid'],
    ['an unknown link item', `${source}\nlink_items: [nowhere]`, 400, 'scenario_invalid'],
    ['nothing', '', 400, 'input_invalid'],
    ['blanks', '  \n ', 400, 'input_invalid'],
    ['bytes that are not UTF-8', new Uint8Array([0x61, 0xff]), 400, 'json_invalid'],
    ['over 64 KiB', `${source}#${'x'.repeat(70_000)}`, 400, 'scenario_invalid'],
    ['over 1 MiB', 'x'.repeat(1_048_577), 413, 'body_too_large'],
  ])('with %s is refused, and nothing is kept', async (_, body, status, code) => {
    const before = (await t.rest('GET', path)).text;
    const headers = { 'content-type': 'application/yaml' };

    const answer = await t.rest('POST', path, { body, headers });

    expect(answer).toMatchObject({ status, body: { code } });
    expect((await t.rest('GET', path)).text).toBe(before);
  });

  test.each(['application/xml', 'application/yaml; charset=latin1', 'multipart/form-data'])(
    'as %s is a 415',
    async (type) => {
      expect(await sendScenario(t, source, type)).toMatchObject({
        status: 415,
        body: { detail: expect.stringContaining('application/yaml') },
      });
    },
  );

  test('comes over the typed router as a text', async () => {
    const { scenarios } = t.caller();

    expect(await scenarios.put({ source })).toMatchObject({ name: 'own', source });
    await expect(scenarios.put({ source: 'name: 1' })).rejects.toMatchObject({
      cause: { code: 'scenario_invalid' },
    });
  });

  test('is refused once an environment has two hundred', async () => {
    const one = (n: number) => `name: many-${n}\ndescription: x`;
    const own = async () => {
      const { results } = await t.caller().scenarios.list({});
      return results.filter(({ origin }) => origin === 'environment').length;
    };
    for (let n = await own(); n < 200; n++) await addScenario(t, one(n));

    expect(await sendScenario(t, one(500))).toMatchObject({ status: 400 });
    expect((await sendScenario(t, one(199))).status).toBe(200);
    expect(await own()).toBe(200);
  });
});

describe('whose login a scenario is', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test('own ones come first, also of a login that the sandbox knows', async () => {
    await addScenario(t, `${source}login: {username: test_1}`);

    const scripted = await (await play(t, { username: 'TEST_1' })).pass('PT1M');
    const usual = await (await play(t, { username: 'test1' })).pass('PT1M');

    expect(scripted.connection.error_code).toBe('tos_required');
    expect(usual.connection.status).toBe('connected');
  });

  test('another password or link item is no login of it', async () => {
    await addScenario(t, {
      name: 'picky',
      description: 'x',
      login: { password: 'secret' },
      link_items: ['walmart'],
    });
    const end = async (login: object) =>
      (await (await play(t, { username: 'picky', ...login })).pass('PT1M')).connection;
    const good = { password: 'secret', link_item: 'walmart' };

    expect(await end(good)).toMatchObject({ status: 'connected' });
    for (const wrong of [{ password: 'passgood' }, { link_item: 'kroger' }]) {
      const { error_code } = await end({ ...good, ...wrong, username: 'picky' });
      expect(error_code).toBe('invalid_credentials');
    }
  });

  test('one without steps logs in as everybody does, with the data of its persona', async () => {
    await addScenario(t, { name: 'plain', description: 'x', persona: 'test_1' });

    const own = await play(t, { username: 'plain', link_item: 'hopwheel', password: 'passgood' });
    await own.pass('PT1M');
    const account = await own.answer({ code: '8081' });
    await own.pass('PT5M');

    const known = await play(t, { username: 'test1@example.com', link_item: 'uber' });
    await known.pass('PT5M');
    const nameOf = async (id: string) => {
      const profiles = await t.caller().profiles.list({ account: id });
      return profiles.results.map(({ full_name }) => full_name);
    };
    expect(account.connection.error_code).toBeNull();
    expect(await nameOf(own.id)).toEqual([expect.any(String)]);
    expect(await nameOf(own.id)).toEqual(await nameOf(known.id));
  });
});
