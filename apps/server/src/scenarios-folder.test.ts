import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ConfigError } from './config.ts';
import { scenariosIn } from './scenarios-folder.ts';

const root = mkdtempSync(path.join(tmpdir(), 'intarsia-scenarios-'));
afterAll(() => rmSync(root, { recursive: true }));

let count = 0;
function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = path.join(root, String(count++));
  mkdirSync(path.join(folder, 'deep.yaml'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

const good = (name: string) => `name: ${name}\ndescription: x\n`;

test('every YAML and JSON file of a folder is a scenario, in the order of their names', async () => {
  const json = '{"name": "c", "description": "x"}';
  const files = { 'b.YML': good('b'), 'a.yaml': good('a'), 'c.json': json };
  const folder = folderOf({ ...files, 'notes.md': '# x', '.hidden.yaml': 'x' });

  const read = await scenariosIn(folder);

  expect(read.map(({ scenario }) => scenario.name)).toEqual(['a', 'b', 'c']);
  expect(read.map(({ source }) => source)).toEqual([good('a'), good('b'), json]);
  expect(await scenariosIn(undefined)).toEqual([]);
});

test('faults of all files are told with their places', async () => {
  const folder = folderOf({
    'a.yaml': `${good('a')}connect:\n  - wait: soon\n`,
    'b.yaml': good('same'),
    'c.yaml': good('same'),
    'd.yaml': new Uint8Array([0x61, 0xff]),
    'e.yaml': `${good('e')}link_items: [uber, nowhere]\nlater:\n  - after: 3d\n    new_employer: nobody\n`,
  });

  await expect(scenariosIn(folder)).rejects.toThrow(ConfigError);
  await expect(scenariosIn(folder)).rejects.toThrow(
    [
      `${folder}/a.yaml:4:11: connect.0.wait: must be a duration such as 5s, 10m, 3d, PT5S or P10D`,
      `${folder}/c.yaml: name: is also the name of ${folder}/b.yaml`,
      `${folder}/d.yaml: must be readable, as UTF-8`,
      `${folder}/e.yaml:3:20: link_items.1: is not the id of a link item`,
      `${folder}/e.yaml:6:19: later.0.new_employer: is not the id of a link item`,
    ]
      .map((line) => `INTARSIA_SCENARIOS_DIR: ${line}`)
      .join('\n'),
  );
});
