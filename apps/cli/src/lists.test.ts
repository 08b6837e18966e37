import { expect, test } from 'vitest';
import { answering, Refusal, runLine } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret' };

function userAt(index: number) {
  return {
    id: `018051aa-f7a9-7000-8000-${String(index).padStart(12, '0')}`,
    created_at: '2022-04-22T14:26:40.682437Z',
    employers_connected: [],
    data_providers_connected: [],
    external_metadata: index,
  };
}

/** A list of 450 users in pages of 200 at most, whose cursors are plain numbers. */
function listing(inputs: Record<string, unknown>[] = []) {
  return answering((_, input) => {
    inputs.push(input);
    const from = Number(input.cursor ?? 0);
    const to = Math.min(from + Math.min(Number(input.limit ?? 10), 200), 450);
    const results = Array.from({ length: to - from }, (_, index) => userAt(from + index));
    return { count: 450, next: to < 450 ? String(to) : null, previous: null, results };
  });
}

test('a page is printed as the API gave it', async () => {
  const { code, out, err } = await runLine(['users', 'list', '--json', '--limit', '2'], {
    env,
    fetch: listing(),
  });

  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    count: 450,
    next: '2',
    previous: null,
    results: [userAt(0), userAt(1)],
  });
  expect(err).toBe('');
});

test('a person is told how many there are and how to go on, beside the data', async () => {
  const { out, err } = await runLine(['users', 'list', '--limit', '2'], { env, fetch: listing() });

  expect(out.trimEnd().split('\n')).toHaveLength(3);
  expect(err).toContain('2 of 450 users.');
  expect(err).toContain('--cursor 2');
});

test('--all follows every cursor into one JSON array', async () => {
  const inputs: Record<string, unknown>[] = [];

  const { code, out } = await runLine(['users', 'list', '--all', '--json', '--oldest-first'], {
    env,
    fetch: listing(inputs),
  });

  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(Array.from({ length: 450 }, (_, index) => userAt(index)));
  expect(inputs).toEqual([
    { limit: 200, ordering: 'created_at' },
    { limit: 200, cursor: '200' },
    { limit: 200, cursor: '400' },
  ]);
});

test('--all is one table, with one head', async () => {
  const { out } = await runLine(['users', 'list', '--all'], { env, fetch: listing() });

  const lines = out.trimEnd().split('\n');
  expect(lines).toHaveLength(451);
  expect(lines.filter((line) => line.startsWith('Id'))).toHaveLength(1);
});

test('an empty list is an empty array, or no table', async () => {
  const fetch = answering(() => ({ count: 0, next: null, previous: null, results: [] }));

  const program = await runLine(['users', 'list', '--all', '--json'], { env, fetch });
  const person = await runLine(['users', 'list'], { env, fetch });

  expect(JSON.parse(program.out)).toEqual([]);
  expect(person.out).toBe('');
  expect(person.err).toContain('0 users.');
});

test('a search is a list with a text', async () => {
  const inputs: Record<string, unknown>[] = [];

  await runLine(['users', 'search', 'gold', '--cursor', '440'], { env, fetch: listing(inputs) });

  expect(inputs).toEqual([{ q: 'gold', cursor: '440' }]);
});

test('a list that breaks off ends as the refusal says', async () => {
  const fetch = answering((_, input) => {
    if (input.cursor !== undefined) {
      throw new Refusal('Too many.', { code: 'too_many_requests' });
    }
    return { count: 450, next: '1', previous: null, results: [userAt(0)] };
  });

  const { code, err } = await runLine(['users', 'list', '--all', '--json'], { env, fetch });

  expect(code).toBe(1);
  expect(err).toContain('too_many_requests');
});
