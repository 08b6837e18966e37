import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const cwd = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(path.join(tmpdir(), 'intarsia-bench-test-'));
const env = { PATH: process.env.PATH, TMPDIR: temporary };

// From its sources, so that no test runs an old build. The server is the built one, as always.
beforeAll(async () => {
  await run(path.join(cwd, 'node_modules/.bin/rolldown'), ['-c', 'rolldown.config.mjs'], { cwd });
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

test('real processes are compared, one JSON object per line, and nothing is left behind', async () => {
  const args = ['dist/main.js', '--quick', '--json', '--case', 'get /v1/users/{id}'];

  const { stdout } = await run(process.execPath, args, { cwd, env });

  const [machine, line, ...more] = stdout
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text));
  expect(machine.machine).toContain(process.version);
  expect(line).toMatchObject({ title: 'GET /v1/users/{id}, 1,000 users', aim: { at_least: 0.8 } });
  expect(line.ratio.median).toBeGreaterThan(0);
  expect(more).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
});

test('a text that no title has ends with 1 and says so', async () => {
  const args = ['dist/main.js', '--case', 'no such line'];

  await expect(run(process.execPath, args, { cwd, env })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('no such line'),
  });
  expect(readdirSync(temporary)).toEqual([]);
});
