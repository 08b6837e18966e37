import { describe, expect, test } from 'vitest';
import { scanFully, testIo } from '../driver.ts';
import { sandbox } from './index.ts';
import { catalogue, logIn, speeds } from './testing.ts';

test.each(['auth_required', 'full_auth_required'])(
  'pass_%s connects first and is lost after the facts',
  async (code) => {
    for (const speed of speeds) {
      const io = testIo({ speed });
      const { session } = await logIn('uber', { password: `pass_${code}` }, { io });
      const seen: string[] = [];
      const scan = async () => {
        let cursor = null;
        for (let run = 0; run < 10; run++) {
          for await (const batch of sandbox.scan(session, cursor, io)) {
            seen.push(batch.stage);
            cursor = batch.cursor;
          }
        }
      };

      await expect(scan()).rejects.toMatchObject({ name: 'ConnectionError', code });
      expect(seen).toContain('facts');
      expect(seen).not.toContain('events');
    }
  },
);

test('a scan brings facts, then events, then its end, and invents no counts', async () => {
  const io = testIo({ speed: 'instant' });
  const { session } = await logIn('walmart', {}, { io });

  expect(await scanFully(sandbox, session, { io })).toEqual([
    { stage: 'facts', employers: ['Walmart'], cursor: { next: 'events' } },
    { stage: 'events', cursor: { next: 'done' } },
    { stage: 'done', cursor: { next: 'done' } },
  ]);
});

test('a login after a loss gives a session that lasts', async () => {
  const { session } = await logIn('uber', { password: 'passgood' });

  expect((await scanFully(sandbox, session, { io: testIo() })).at(-1)?.stage).toBe('done');
});

test.each([
  ['instant', undefined, 0],
  ['fast', 900, 10_000],
  ['real', 9000, 100_000],
] as const)('at %s speed facts come after %s ms and all after %s ms', async (speed, facts, all) => {
  const io = testIo({ speed });
  const { session } = await logIn('uber', {}, { io });

  const batches = await scanFully(sandbox, session, { io });

  const found = batches.findIndex((batch) => batch.employers);
  expect(batches.slice(0, found).map((batch) => batch.wait_ms)).toEqual(facts ? [facts] : []);
  expect(batches.reduce((sum, batch) => sum + (batch.wait_ms ?? 0), 0)).toBe(all);
});

describe('employers', () => {
  async function employersAt(slug: string, username: string, seed = 'test'): Promise<string[]> {
    const io = testIo({ speed: 'instant', seed });
    const { session } = await logIn(slug, { username }, { answers: ['8081'], io });
    const batches = await scanFully(sandbox, session, { io });
    return batches.flatMap((batch) => batch.employers ?? []);
  }

  test.each([
    ['homedepot', 'The Home Depot'],
    ['uber', 'Uber'],
    ['kestrelmoor_health', 'Kestrelmoor Health'],
  ])('at %s it is %s', async (slug, name) => {
    expect(await employersAt(slug, 'test_1')).toEqual([name]);
  });

  test('on a platform it is one company, or two others, that bear no name of a link item', async () => {
    const names = new Set(catalogue.list().map((entry) => entry.item.name));
    const counts = new Set<number>();
    const seen = new Set<string>();
    for (let n = 0; n < 400; n++) {
      const found = await employersAt('paythread', `gen_${n}`);
      expect(new Set(found).size).toBe(found.length);
      counts.add(found.length);
      for (const name of found) {
        expect(names).not.toContain(name);
        seen.add(name);
      }
    }

    expect([...counts].sort()).toEqual([1, 2]);
    expect(seen.size).toBe(12);
  });

  test('it is a function of seed, platform and person', async () => {
    const people = Array.from({ length: 12 }, (_, n) => `gen_${n}`);
    const all = (slug: string, seed: string) =>
      Promise.all(people.map((username) => employersAt(slug, username, seed)));

    const first = await all('paythread', 'a');

    expect(await all('paythread', 'a')).toEqual(first);
    expect(await all('paythread', 'b')).not.toEqual(first);
    expect(await all('tallyloom', 'a')).not.toEqual(first);
  });
});
