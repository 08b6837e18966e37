import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestIntarsia, type TestIntarsia } from '@intarsia/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runLine } from '../apps/cli/src/testing.ts';
import { linkTests, PATIENT, SLOW } from './src/link-tests.ts';
import { person } from './src/link-world.ts';
import { freePort } from './src/server-process.ts';
import { openSite } from './src/site.ts';

const guide = readFileSync(new URL('../docs/guides/link.md', import.meta.url), 'utf8');
let intarsia: TestIntarsia;

beforeAll(async () => {
  intarsia = await createTestIntarsia();
});

afterAll(() => intarsia.close());

const link = linkTests();

/** The code of the guide in a language that has a text in it, for the server of the tests. */
function codeWith(language: string, words: string): string {
  const blocks = guide.split(/^```/m).filter((block) => block.startsWith(`${language}\n`));
  const found = blocks.filter((block) => block.includes(words));
  expect(found).toHaveLength(1);
  const { url, link_key } = link.server();
  return (found[0] ?? '')
    .slice(language.length)
    .replaceAll('http://127.0.0.1:4650', url)
    .replaceAll('https://link.example.com', url)
    .replaceAll('LINK_KEY', link_key);
}

const screenOf = (page: Page, name: string) =>
  page.frameLocator('dialog iframe').locator(`[data-screen="${name}"]`).waitFor(PATIENT);

/** The words of a line as a shell parts them, with the variables in their places. */
function wordsOf(line: string, known: Readonly<Record<string, string>>): string[] {
  const filled = line.replace(/\$([A-Z_]+)/g, (_, name: string) => known[name] ?? '');
  return [...filled.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

test('every command of the guide to Link does what it says', async () => {
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

test('the page and the backend of the guide connect an account, and show it to who comes back', {
  timeout: SLOW,
}, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'intarsia-guide-'));
  const port = await freePort();
  const backendCode = codeWith('js', 'createServer').replace('3000', String(port));
  await writeFile(path.join(folder, 'page.html'), codeWith('html', 'onUserCreated'));
  await writeFile(path.join(folder, 'backend.mjs'), backendCode);
  const { url, key } = link.server();
  const backend = spawn(process.execPath, ['backend.mjs'], {
    cwd: folder,
    env: { INTARSIA_URL: url, INTARSIA_API_KEY: key },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  link.later(async () => {
    const ended = once(backend, 'exit');
    backend.kill();
    await ended;
    await rm(folder, { recursive: true });
  });
  const shop = `http://localhost:${port}`;
  await expect
    .poll(
      () =>
        fetch(shop).then(
          ({ ok }) => ok,
          () => false,
        ),
      PATIENT,
    )
    .toBe(true);
  const page = await link.newPage();
  await page.goto(shop);
  const frame = page.frameLocator('dialog iframe');
  const connect = page.getByRole('button', { name: 'Connect your payroll' });
  await connect.click();
  await frame.getByRole('button', { name: 'Continue' }).click(PATIENT);
  await frame.getByRole('searchbox').fill('Walmart', PATIENT);
  await frame.getByText('Walmart', { exact: true }).click(PATIENT);
  await frame.locator('input[name="username"]').fill('test_1', PATIENT);
  await frame.locator('input[name="password"]').fill('passgood');
  await frame.locator('.button-primary').click();
  await screenOf(page, 'success');

  await page.reload();
  await connect.click();

  await screenOf(page, 'manager');
  expect(await frame.getByText('Walmart').count()).toBeGreaterThan(0);
});

test('the page of its own that the guide sends people to shows who they are', {
  timeout: SLOW,
}, async () => {
  const { token } = await person(link.server().api, { link_item: 'walmart' });
  const [, address = ''] = /^(https:\/\/link\.example\.com\/link\?key=.*)$/m.exec(guide) ?? [];
  const page = await link.newPage();

  const { url, link_key } = link.server();
  const filled = address.replace('LINK_KEY', link_key).replace('USER_TOKEN', token);
  await page.goto(filled.replace('https://link.example.com', url));

  await page.locator('[data-screen="manager"]').waitFor(PATIENT);
  expect(page.url()).not.toContain(token);
});

test('going back closes Link and keeps the page with the code of the guide', {
  timeout: SLOW,
}, async () => {
  const { url } = link.server();
  const site = await openSite('localhost', {
    '/': { body: '<!doctype html><title>Before</title>' },
    '/shop': {
      body: `<!doctype html><title>Shop</title><button>Connect</button><script src="${url}/link/v3.js"></script>
        <script>${codeWith('js', 'pushState')}</script>`,
    },
  });
  link.later(site.close);
  const page = await link.newPage();
  await page.goto(site.url);
  await page.goto(`${site.url}/shop`);
  const dialog = page.locator('dialog');
  const openLink = async () => {
    await page.getByRole('button', { name: 'Connect' }).click();
    await screenOf(page, 'intro');
  };

  await openLink();
  await page.evaluate(() => history.back());
  await dialog.waitFor({ ...PATIENT, state: 'detached' });
  const kept = await page.title();
  await openLink();
  await page.frameLocator('dialog iframe').getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ ...PATIENT, state: 'detached' });

  expect(kept).toBe('Shop');
  // Its own entry is gone: one step back leads where the person came from.
  await expect.poll(() => page.evaluate(() => history.state), PATIENT).toBeNull();
  await page.goBack();
  expect(await page.title()).toBe('Before');
});
