import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, pack, pnpm, runTool } from './src/packing.ts';

const run = promisify(execFile);

/** What is published, packed, and a project elsewhere that uses it: the vitest example as it stands there. */
interface Project {
  readonly folder: string;
  readonly tarballs: { readonly client: string; readonly testing: string };
  /** Runs a tool of the project in it. Gives what it wrote; rejects when it fails. */
  readonly tool: (name: string, ...args: string[]) => Promise<string>;
}

let project: Project;

beforeAll(async () => {
  const place = await mkdtemp(path.join(tmpdir(), 'intarsia-packages-'));
  const folder = path.join(place, 'project');
  const tarballs = { client: await pack('client', place), testing: await pack('testing', place) };
  await cp(at('examples/vitest-suite'), folder, { recursive: true });
  await install(folder, tarballs);
  project = { folder, tarballs, tool: (...command) => runTool(folder, ...command) };
}, 300_000);

afterAll(() => rm(path.dirname(project.folder), { recursive: true, force: true }));

/** Installs the tarballs in place of what the registry would give for their names. */
async function install(folder: string, { client, testing }: Project['tarballs']): Promise<void> {
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  Object.assign(manifest.devDependencies, {
    '@intarsia/client': `file:${client}`,
    '@intarsia/testing': `file:${testing}`,
  });
  await writeFile(file, JSON.stringify(manifest));
  const workspace = [
    'pmOnFail: ignore',
    'overrides:',
    `  "@intarsia/client": "file:${client}"`,
    'allowBuilds:',
    '  better-sqlite3: true',
    '  esbuild: false',
  ];
  await writeFile(path.join(folder, 'pnpm-workspace.yaml'), `${workspace.join('\n')}\n`);
  // What this repository has compiled comes from pnpm's store as it is.
  await pnpm(folder, 'install', '--prefer-offline');
}

async function installed(name: string, ...parts: string[]): Promise<string> {
  return readFile(path.join(project.folder, 'node_modules/@intarsia', name, ...parts), 'utf8');
}

test('the suite of the example passes with the packed packages, and leaves nothing behind', async () => {
  const out = await project.tool('vitest', 'run');

  expect(out).toMatch(/Tests +5 passed/);
  expect(await readdir(path.join(project.folder, 'temp'))).toEqual([]);
}, 120_000);

test('an instance that nobody closed leaves nothing behind when its process ends', async () => {
  const file = path.join(project.folder, 'left-open.mjs');
  await writeFile(
    file,
    "import { createTestIntarsia } from '@intarsia/testing';\nconst { client } = await createTestIntarsia();\nawait client.users.create.mutate({});\n",
  );
  const temp = path.join(project.folder, 'temp-of-one');
  await mkdir(temp);

  const env = { PATH: process.env.PATH, TMPDIR: temp };
  await run(process.execPath, [file], { env, timeout: 20_000 });

  expect(await readdir(temp)).toEqual([]);
});

describe('the declarations', () => {
  test.each([
    ['nodenext', 'nodenext'],
    ['preserve', 'bundler'],
  ])(
    'satisfy a strict compiler with modules of %s',
    async (module, moduleResolution) => {
      const flags = ['--noEmit', '--module', module, '--moduleResolution', moduleResolution];

      await expect(project.tool('tsc', ...flags)).resolves.toBe('');
    },
    60_000,
  );

  test('satisfy one that knows nothing of Node', async () => {
    const file = path.join(project.folder, 'browser.ts');
    await writeFile(
      file,
      `import { createIntarsia, type Payout, problemOf } from '@intarsia/client';
import { createTestIntarsia } from '@intarsia/testing';

const api = createIntarsia({ url: 'https://intarsia.example', userToken: 'a.b.c' });
const page = await api.payouts.list.query();
const net: (string | null)[] = page.results.map((payout: Payout) => payout.net_pay);
await api.users.get.query({ id: 'x' }).catch((error) => problemOf(error)?.code === 'user_not_found');
await using intarsia = await createTestIntarsia({ seed: 'a' });
const { data } = await intarsia.events.next('accounts.failed');
const code: 'account_disabled' | undefined = data.error_code === 'account_disabled' ? data.error_code : undefined;
// @ts-expect-error there is no such operation
await api.payouts.create;
// @ts-expect-error an id is needed
await api.users.get.query({});
// @ts-expect-error there is no such event
await intarsia.events.next('accounts.vanished');
export { code, net };
`,
    );
    const flags = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--noEmit'];

    await expect(
      project.tool('tsc', '--ignoreConfig', ...flags, '--types', '', file),
    ).resolves.toBe('');
  }, 60_000);

  test('say the same as the operations', async () => {
    const folder = await mkdtemp(at('packages/client/.comparison-'));
    try {
      const script = `import { operationTypes } from ${JSON.stringify(at('scripts/package/operations.mjs'))};
process.stdout.write(await operationTypes());`;
      const made = await run(process.execPath, ['--input-type=module', '--eval', script], {
        maxBuffer: 1 << 24,
      });
      await writeFile(path.join(folder, 'operations.d.ts'), made.stdout);
      await writeFile(path.join(folder, 'comparison.ts'), comparison);
      const config = {
        extends: '../../../tsconfig.json',
        compilerOptions: { noErrorTruncation: true },
        include: ['comparison.ts'],
      };
      await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config));

      const checked = run(at('node_modules/.bin/tsc'), ['-p', folder]);

      await expect(checked.catch((error) => error)).resolves.toMatchObject({ stdout: '' });
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);
});

/** Every call that is published, beside the same call of this repository. */
const comparison = `
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type * as published from './operations.js';
import type * as source from '../src/operations.ts';

type Inputs = inferRouterInputs<source.AppRouter>;
type Outputs = inferRouterOutputs<source.AppRouter>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? 'same' : [A, B]) : [A, B];
/** What JSON can hold of an input. */
type OnTheWire<T> = T extends Uint8Array
  ? never
  : T extends object
    ? { [K in keyof T]: OnTheWire<T[K]> }
    : T;
type Call<P> = P extends { query: infer F } | { mutate: infer F } | { subscribe: infer F } ? F : never;
type Taken<P> = Call<P> extends (...call: infer A) => unknown ? Exclude<A[0], undefined> : never;
/** The router's types have nothing at all where an answer is empty. */
type Emptied<O> = [O] extends [never] ? void : O;
/** What a call answers, or what a subscription brings piece by piece. */
type Given<P> = P extends { subscribe: (input: never, following: published.Following<infer I>) => unknown }
  ? AsyncIterable<{ id: string; data: I }>
  : Call<P> extends (...call: never) => Promise<infer O>
    ? O
    : never;

type Compared = {
  [Noun in keyof published.Intarsia]: {
    [Verb in keyof published.Intarsia[Noun]]: {
      takes: Same<
        Taken<published.Intarsia[Noun][Verb]>,
        OnTheWire<Inputs[Noun][Verb & keyof Inputs[Noun]]>
      >;
      gives: Same<Given<published.Intarsia[Noun][Verb]>, Emptied<Outputs[Noun][Verb & keyof Outputs[Noun]]>>;
    };
  };
};
type AllSame = {
  [Noun in keyof Compared]: { [Verb in keyof Compared[Noun]]: { takes: 'same'; gives: 'same' } };
};
declare const compared: Compared;
export const all: AllSame = compared;

export const event: published.DomainEvent extends source.DomainEvent ? 'same' : 'other' = 'same';
export const code: Same<published.ErrorCode, source.ErrorCode> = 'same';
export const account: Same<published.Account, source.Account> = 'same';
`;

describe('what is in the packages', () => {
  test.each([
    ['client', ['THIRD-PARTY.txt', 'index.js', 'operations.d.ts']],
    ['testing', ['THIRD-PARTY.txt', 'create.d.ts', 'index.js']],
  ])('%s is built code with its types, a license and a page to read', async (name, some) => {
    const folder = path.join(project.folder, 'node_modules/@intarsia', name);
    const files = await readdir(folder);
    const dist = await readdir(path.join(folder, 'dist'));

    expect(files.filter((file) => file !== 'node_modules').sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ]);
    expect(dist).toEqual(expect.arrayContaining(some));
    expect(dist.filter((file) => !/\.(js|d\.ts|txt)$/.test(file))).toEqual([]);
  });

  test('the client needs no other package, and nothing that only a server has', async () => {
    const { dependencies } = JSON.parse(await installed('client', 'package.json'));
    const code = await installed('client', 'dist', 'index.js');

    expect(dependencies).toBeUndefined();
    expect(code).not.toMatch(/\bfrom ?["']|\brequire\(|\bimport\(|node:|sqlite|kysely/);
    expect(code.length).toBeLessThan(60_000);
  });
});
