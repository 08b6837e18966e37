import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Answerer, answering, Refusal, runLine, tempFolders } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret' };
const listed = {
  name: 'mine',
  description: 'Refused at once.',
  origin: 'environment',
  usernames: ['mine', 'other'],
  password: 'passgood',
  link_items: null,
  updated_at: '2030-01-31T09:00:00.000000Z',
};
const source = `# why
name: mine
description: Refused at once.
connect:
  - refuse: tos_required
`;

const folders = tempFolders();
afterAll(() => folders.clear());

function fileOf(text: string): string {
  const file = path.join(folders.make(), 'mine.yaml');
  writeFileSync(file, text);
  return file;
}

function asked(answer: Answerer) {
  const calls: [path: string, input: unknown][] = [];
  const fetch = answering((path, input) => {
    calls.push([path, input]);
    return answer(path, input);
  });
  return {
    calls,
    run: (...argv: string[]) => runLine(['sandbox', 'scenario', ...argv], { env, fetch }),
  };
}

test('scenarios are listed with what they are', async () => {
  const page = { count: 1, next: null, previous: null, results: [listed] };
  const { run } = asked(() => page);

  const { code, out } = await run('list');

  expect(code).toBe(0);
  expect(out).toMatch(/^Name +Origin +Description\nmine +environment +Refused at once\.\n$/);
  expect(JSON.parse((await run('list', '--json')).out)).toEqual(page);
});

test('the text of a scenario is shown as it was written', async () => {
  const { run, calls } = asked(() => ({ ...listed, source }));

  expect((await run('show', 'mine')).out).toBe(source);
  expect(calls).toEqual([['scenarios.get', { name: 'mine' }]]);
});

test('a file is sent as it is, and what became of it shown', async () => {
  const { run, calls } = asked(() => ({ ...listed, source }));

  const { code, out } = await run('add', fileOf(source));

  expect([code, calls]).toEqual([0, [['scenarios.put', { source }]]]);
  expect(out).toMatch(/Log in as +mine, other\n/);
});

test('a file that the server refuses is refused with every place', async () => {
  const fields = { 'connect.0.wait': ['line 4, column 11: must be a duration'] };
  const { run } = asked(() => {
    throw new Refusal('connect.0.wait: line 4', { code: 'scenario_invalid', fields });
  });

  const { code, err } = await run('add', fileOf('x'));

  expect(code).toBe(2);
  expect(err).toContain('connect.0.wait: line 4, column 11: must be a duration');
});

test('a scenario is removed by its name', async () => {
  const { run, calls } = asked(() => undefined);

  expect(await run('remove', 'mine')).toMatchObject({
    code: 0,
    out: 'Removed the scenario mine.\n',
  });
  expect(calls).toEqual([['scenarios.delete', { name: 'mine' }]]);
  expect((await run('remove', 'No Name')).code).toBe(2);
});

test('a file is checked without a server', async () => {
  const good = fileOf(source);
  const bad = fileOf(source.replace('refuse', 'refuze'));

  const checked = await runLine(['sandbox', 'scenario', 'check', good]);
  const refused = await runLine(['sandbox', 'scenario', 'check', bad]);
  const strange = fileOf(`${source}link_items:\n  - uber\n  - nowhere\n`);
  const lost = await runLine(['sandbox', 'scenario', 'check', strange]);
  const piped = await runLine(['sandbox', 'scenario', 'check', '-', '--json'], { input: source });

  expect(checked).toMatchObject({ code: 0, out: `${good} is a good scenario.\n` });
  expect(refused.code).toBe(2);
  expect(refused.err).toContain(`${bad}:5:5: connect.0.refuze: is not known`);
  expect(lost.code).toBe(2);
  expect(lost.err).toContain(`${strange}:8:5: link_items.1: is not the id of a link item`);
  expect(JSON.parse(piped.out)).toMatchObject({ name: 'mine' });
});
