import { readFile } from 'node:fs/promises';
import { createTestIntarsia, type TestIntarsia } from '@intarsia/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runLine } from '../apps/cli/src/testing.ts';

let intarsia: TestIntarsia;

beforeAll(async () => {
  intarsia = await createTestIntarsia();
});

afterAll(() => intarsia.close());

/** The words of a line as a shell parts them, with the variables in their places. */
function wordsOf(line: string, known: Readonly<Record<string, string>>): string[] {
  const filled = line.replace(/\$([A-Z_]+)/g, (_, name: string) => known[name] ?? '');
  return [...filled.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

test('every command of the guide to Link does what it says', async () => {
  const guide = await readFile(new URL('../docs/guides/link.md', import.meta.url), 'utf8');
  const commands = guide.split('\n').filter((line) => line.startsWith('intarsia '));
  const known = { LINK_KEY: intarsia.linkKey, SETTINGS: '' };
  const env = { INTARSIA_URL: intarsia.url, INTARSIA_API_KEY: intarsia.apiKey, NO_COLOR: '1' };

  expect(commands).toHaveLength(6);
  for (const command of commands) {
    const [, ...argv] = wordsOf(command, known);
    const { code, out, err } = await runLine([...argv, '--json'], { env, fetch: intarsia.fetch });
    expect([command, code, err]).toEqual([command, 0, '']);
    if (argv[1] === 'create') known.SETTINGS = JSON.parse(out).id;
    if (argv[1] === 'update') expect(JSON.parse(out)).toMatchObject({ scheme: 'dark', radius: 12 });
    if (argv[1] === 'allow') expect(JSON.parse(out).allowed_origins).toHaveLength(2);
  }
  expect(await intarsia.client.linkSettings.list.query({})).toEqual([]);
});
