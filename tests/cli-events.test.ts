import { DomainEvent, eventTypes, FeedEvent } from '@intarsia/domain';
import { createTestIntarsia, type TestIntarsia } from '@intarsia/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runLine } from '../apps/cli/src/testing.ts';
import { triggers } from '../apps/cli/src/triggers/triggers.ts';

let intarsia: TestIntarsia;

beforeAll(async () => {
  intarsia = await createTestIntarsia();
  await intarsia.webhooks.subscribe({ events: 'webhooks.test' });
});

afterAll(() => intarsia.close());

function run(...argv: string[]) {
  const env = { INTARSIA_URL: intarsia.url, INTARSIA_API_KEY: intarsia.apiKey, NO_COLOR: '1' };
  return runLine(argv, { env, fetch: intarsia.fetch });
}

test.each(eventTypes)('%s is triggered', async (type) => {
  const { code, out, err } = await run('trigger', type, '--advance', '--json');

  expect([code, err]).toEqual([0, '']);
  expect(FeedEvent.parse(JSON.parse(out)).type).toBe(type);
});

test('every event that all of this has caused has the documented data, no more and no less', async () => {
  const all = await intarsia.events();

  for (const { type, occurred_at, data } of all) {
    const { error } = DomainEvent.safeParse({ type, occurred_at, data });
    // What was erased keeps ids alone.
    const isErased = Object.keys(data).every((name) => ['account', 'user'].includes(name));
    if (!isErased) expect({ type, error }).toEqual({ type, error: undefined });
  }
  expect(all.length).toBeGreaterThan(500);
});

test('a webhook that is to be tested has to be there', async () => {
  const other = await createTestIntarsia();
  const here = intarsia;
  intarsia = other;
  const { code, err } = await run('trigger', 'webhooks.test');
  intarsia = here;
  await other.close();

  expect(code).toBe(2);
  expect(err).toContain('There is no webhook to test.');
});

test('webhooks that triggers made are gone', async () => {
  const { results } = await intarsia.client.webhooks.list.query({});

  expect(results.map(({ name }) => name)).toEqual(['Inbox']);
});

test('the clock is not moved unless that is allowed', async () => {
  const { code, err } = await run('trigger', 'payouts.removed');

  expect(code).toBe(2);
  expect(err).toContain('--advance');
});

test('what can be triggered is listed', async () => {
  const { out } = await run('trigger', '--json');

  const listed: { event: string }[] = JSON.parse(out);
  expect(listed.map(({ event }) => event)).toEqual(eventTypes);
  expect(Object.keys(triggers).sort()).toEqual([...eventTypes].sort());
});

test('scenarios that triggers made are gone', async () => {
  const { results } = await intarsia.client.scenarios.list.query({});

  expect(results.filter(({ origin }) => origin === 'environment')).toEqual([]);
});

test('the feed is listed page by page, and to its end', async () => {
  const page = JSON.parse((await run('events', 'list', '--limit', '2', '--json')).out);
  const more = await run('events', 'list', '--limit', '1', '--cursor', page.cursor, '--json');
  const all = JSON.parse((await run('events', 'list', '--all', '--json')).out);
  const failed = await run('events', 'list', '--type', 'accounts.failed');

  const stored = await intarsia.events();
  expect([...page.results, ...JSON.parse(more.out).results]).toEqual(all.slice(0, 3));
  expect(all.map(({ id }: { id: string }) => id)).toEqual(stored.map(({ id }) => id));
  expect(failed.out).toMatch(/^Time \(UTC\) +Event +Id +Data\n.* accounts\.failed /);
});

test('the last events are listed, and nothing goes with that but a filter', async () => {
  const stored = await intarsia.events();
  const list = (...argv: string[]) => run('events', 'list', '--last', ...argv);

  const { results, cursor } = JSON.parse((await list('3', '--json')).out);
  const failed = JSON.parse((await list('1', '--type', 'accounts.failed', '--json')).out);
  const codes = [await list('0'), await list('2', '--all'), await list('2', '--cursor', cursor)];

  expect(results).toEqual(stored.slice(-3).map((event) => expect.objectContaining(event)));
  expect(cursor).toBe(stored.at(-1)?.id);
  expect(failed.results.map(({ id }: { id: string }) => id)).toEqual([
    stored.findLast(({ type }) => type === 'accounts.failed')?.id,
  ]);
  expect(codes.map(({ code }) => code)).toEqual([2, 2, 2]);
});

test('a cursor of another feed is refused', async () => {
  const cursor = '018051aa-f7a9-7000-8000-000000000001';

  const { code, err } = await run('events', 'list', '--cursor', cursor);

  expect(code).toBe(2);
  expect(err).toContain('cursor_invalid');
});
