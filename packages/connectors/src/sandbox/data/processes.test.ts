import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawDocument } from '../pdf/draw.ts';
import type { DocumentContent } from './papers/contents.ts';
import { everythingIn, keyOf } from './testing.ts';
import { worldOf } from './world.ts';

const run = promisify(execFile);
const now = '2026-11-01T07:59:59.000000Z';
const keys = [
  keyOf('uber', 'test_1', { forced_scans: ['2026-03-08T09:00:00.000000Z', now] }),
  keyOf('parcelfinch', 'gen_11'),
  keyOf('paythread', 'test_jobs', { forced_scans: [now] }),
  keyOf('copperlark_coffee', 'gen_12'),
];

/** A program that prints a hash of whole worlds and of files of documents, and how far it believes to be behind UTC in summer. */
const program = `
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { everythingIn } from ${JSON.stringify(pathOf('./testing.ts'))};
import { worldOf } from ${JSON.stringify(pathOf('./world.ts'))};
import { drawDocument } from ${JSON.stringify(pathOf('../pdf/draw.ts'))};
const { keys, now } = JSON.parse(readFileSync(0, 'utf8'));
const worlds = keys.map((key) => everythingIn(worldOf(key, now)));
const hash = createHash('sha256').update(JSON.stringify(worlds));
for (const { documents } of worlds) {
  for (const { content } of documents.slice(-40)) hash.update(drawDocument(content).bytes);
}
const digest = hash.digest('hex');
const behind = new Date('2026-07-01T00:00:00Z').getTimezoneOffset();
console.log(JSON.stringify({ digest, behind }));
`;

function pathOf(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

/** The same hash, of this process. */
function digestHere(): string {
  const worlds = keys.map((key) => everythingIn(worldOf(key, now)));
  const hash = createHash('sha256').update(JSON.stringify(worlds));
  for (const { documents } of worlds) {
    // Safe: contents are made by our own generators, whose types are these.
    const contents = documents.slice(-40).map(({ content }) => content as DocumentContent);
    for (const content of contents) hash.update(drawDocument(content).bytes);
  }
  return hash.digest('hex');
}

let folder: string;
let digest: string;
beforeAll(async () => {
  digest = digestHere();
  folder = await mkdtemp(join(tmpdir(), 'intarsia-worlds-'));
  const input = join(folder, 'program.ts');
  await writeFile(input, program);
  const output = { file: join(folder, 'program.mjs'), format: 'esm' } as const;
  await build({ input, output, platform: 'node', logLevel: 'silent' });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['America/New_York', 'en_US.UTF-8', 240],
  ['Asia/Kolkata', 'hi_IN.UTF-8', -330],
  ['Pacific/Kiritimati', 'tr_TR.UTF-8', -840],
])(
  'another process, in %s with locale %s, has the same worlds and files',
  async (zone, locale, behind) => {
    const env = { PATH: process.env.PATH, TZ: zone, LANG: locale, LC_ALL: locale };
    const child = run(process.execPath, [join(folder, 'program.mjs')], { env });
    child.child.stdin?.end(JSON.stringify({ keys, now }));
    const told = JSON.parse((await child).stdout);

    expect(told.digest).toBe(digest);
    expect(told.behind).toBe(behind);
  },
);
