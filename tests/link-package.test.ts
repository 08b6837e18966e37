import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'rolldown';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './src/browser.ts';
import { got, linkFrames, openLinkSite, say, shownFrame } from './src/link-frame.ts';
import { dialogs, eventually, gone } from './src/link-shop.ts';
import { pack, pnpm, runTool } from './src/packing.ts';
import { openSite, type Site } from './src/site.ts';

const MINUTES = 300_000;

/** Each supported React, with its types and how an application of it begins. */
const reacts = [
  { name: 'react-17', react: '17.0.2', types: '17.0.93', dom_types: '17.0.9', root: false },
  { name: 'react-18', react: '18.3.1', types: '18.3.8', dom_types: '18.3.7', root: true },
  { name: 'react-19', react: '19.3.1', types: '19.3.0', dom_types: '19.3.0', root: true },
];
type React = (typeof reacts)[number];

/** What the application keeps where tests see it. */
interface AppWindow {
  said: unknown[];
  unmount(): void;
  openLink(): void;
}
declare const window: Window & AppWindow & typeof globalThis;

let browser: Browser;
let link: Site;
let place: string;
const sites = new Map<string, Site>();

beforeAll(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'intarsia-link-package-'));
  link = await openLinkSite();
  const tarball = await pack('link', place);
  await Promise.all(reacts.map((react) => writeProject(react, tarball)));
  await writeFile(
    path.join(place, 'pnpm-workspace.yaml'),
    "pmOnFail: ignore\npackages: ['react-*']\n",
  );
  await writeFile(path.join(place, 'package.json'), '{ "private": true }');
  await pnpm(place, 'install', '--prefer-offline');
  for (const { name } of reacts) sites.set(name, await openApp(path.join(place, name)));
  browser = await openBrowser();
}, MINUTES);

afterAll(async () => {
  await browser.close();
  await Promise.all([link, ...sites.values()].map((site) => site.close()));
  await rm(place, { recursive: true, force: true });
});

/** An application as people write them, which connects with a component and with a hook. */
const app = (server: string) => `
import { StrictMode, useState } from 'react';
import { IntarsiaLink, useIntarsiaLink } from '@intarsia/link/react';

declare const window: Window & { said: unknown[]; openLink: () => void; unmount: () => void };
window.said = [];

function Connect() {
  const [isOpen, setOpen] = useState(false);
  const [times, setTimes] = useState(0);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>Connect</button>
      <IntarsiaLink
        server="${server}"
        linkKey="component"
        userToken={null}
        linkItems={['walmart']}
        open={isOpen}
        onAccountConnected={({ accountId }) => {
          window.said.push([accountId, times]);
          setTimes(times + 1);
        }}
        onClose={() => {
          window.said.push('closed');
          setOpen(false);
        }}
      />
    </>
  );
}

function ByHook() {
  const { open } = useIntarsiaLink({ server: '${server}', linkKey: 'hook' });
  window.openLink = open;
  return null;
}

export function App() {
  return <StrictMode><Connect /><ByHook /></StrictMode>;
}
`;

const begin = ({ root }: React) =>
  root
    ? `import { createRoot } from 'react-dom/client';
const root = createRoot(place);
root.render(<App />);
Object.assign(window, { unmount: () => root.unmount() });`
    : `import ReactDOM from 'react-dom';
ReactDOM.render(<App />, place);
Object.assign(window, { unmount: () => ReactDOM.unmountComponentAtNode(place) });`;

const plain = (server: string) => `
import { createLink, type Link, type LinkOptions, type WidgetError } from '@intarsia/link';

const options: LinkOptions = {
  linkKey: 'plain',
  dataPartners: null,
  onTokenExpired: (updateToken) => updateToken('new'),
  onError: ({ error }: { error: WidgetError }) => { if (error === 'generic') return; },
  onUIEvent: (event) => {
    if (event.name === 'search - term updated') { const term: string = event.properties.term; void term; }
    // @ts-expect-error the intro has no term
    if (event.name === 'intro - opened') event.properties.term;
  },
};
export const link: Link = createLink({ ...options, server: '${server}' });
// @ts-expect-error a package knows no server of its own
createLink(options);
// @ts-expect-error there is no such callback
createLink({ server: '', onNothing() {} });
`;

async function writeProject(react: React, tarball: string): Promise<void> {
  const folder = path.join(place, react.name);
  await mkdir(folder);
  const manifest = {
    name: react.name,
    private: true,
    type: 'module',
    dependencies: {
      '@intarsia/link': `file:${tarball}`,
      '@types/react': react.types,
      '@types/react-dom': react.dom_types,
      react: react.react,
      'react-dom': react.react,
      typescript: '7.0.2',
    },
  };
  const main = `import { App } from './app.tsx';
const place = document.body.appendChild(document.createElement('div'));
`;
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'app.tsx'), app(link.url));
  await writeFile(path.join(folder, 'main.tsx'), main + begin(react));
  await writeFile(path.join(folder, 'plain.ts'), plain(link.url));
}

/** Bundles an application for development, where React does everything twice, and serves it. */
async function openApp(folder: string): Promise<Site> {
  await build({
    cwd: folder,
    input: 'main.tsx',
    platform: 'browser',
    logLevel: 'silent',
    transform: {
      jsx: { runtime: 'automatic' },
      define: { 'process.env.NODE_ENV': '"development"' },
    },
    output: { file: path.join(folder, 'dist/main.js'), format: 'iife' },
  });
  const body = await readFile(path.join(folder, 'dist/main.js'), 'utf8');
  const policy = `default-src 'none'; script-src 'self'; frame-src ${link.url}`;
  return openSite('127.0.0.1', {
    '/': {
      body: '<!doctype html><body><script src="/main.js"></script>',
      headers: { 'content-security-policy': policy },
    },
    '/main.js': { body },
  });
}

async function onPage(name: string, run: (page: Page) => Promise<void>): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  try {
    const page = await context.newPage();
    await page.goto(sites.get(name)?.url ?? '');
    await run(page);
  } finally {
    await context.close();
  }
}

const said = (page: Page) => page.evaluate(() => window.said);

describe.each(reacts)('$name', ({ name }) => {
  test('has types that a strict compiler takes', async () => {
    const flags = ['--noEmit', '--strict', '--jsx', 'react-jsx', '--module', 'esnext'];
    const files = ['main.tsx', 'plain.ts', '--allowImportingTsExtensions', '--esModuleInterop'];
    const modules = ['--moduleResolution', 'bundler', '--skipLibCheck', 'false'];

    const checked = runTool(path.join(place, name), 'tsc', ...flags, ...modules, ...files);

    await expect(checked).resolves.toBe('');
  }, 60_000);

  test('opens one Link in StrictMode, and closes it without a trace', () =>
    onPage(name, async (page) => {
      await page.getByRole('button').click();
      const frame = await shownFrame(page);
      const frames = linkFrames(page).length;

      const { options } = await got(frame);
      await say(frame, { type: 'close' });
      await gone(page);

      expect(frames).toBe(1);
      expect(options).toMatchObject({
        linkItems: ['walmart'],
        handles: ['onAccountConnected', 'onClose'],
      });
      expect(await said(page)).toEqual(['closed']);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Connect');
    }));

  test('calls the callbacks of the last rendering, and opens again', () =>
    onPage(name, async (page) => {
      const payload = { accountId: 'a', userId: 'u', linkItemId: 'walmart' };
      const connected = { type: 'callback', name: 'onAccountConnected', payload };
      await page.getByRole('button').click();
      const frame = await shownFrame(page);

      await say(frame, connected);
      await eventually(() => said(page)).toEqual([['a', 0]]);
      await say(frame, connected);
      await eventually(() => said(page)).toEqual([
        ['a', 0],
        ['a', 1],
      ]);
      await say(frame, { type: 'close' });
      await gone(page);
      await page.getByRole('button').click();
      await shownFrame(page);

      expect(await dialogs(page).count()).toBe(1);
    }));

  test('takes Link away with its component, without a callback', () =>
    onPage(name, async (page) => {
      await page.getByRole('button').click();
      await shownFrame(page);

      await page.evaluate(() => window.unmount());

      expect(await dialogs(page).count()).toBe(0);
      expect(await said(page)).toEqual([]);
    }));

  test('opens by the hook', () =>
    onPage(name, async (page) => {
      await page.evaluate(() => window.openLink());
      await shownFrame(page);

      expect(linkFrames(page)[0]?.url()).toContain('key=hook');
    }));
});

describe('the package', () => {
  const installed = (...parts: string[]) =>
    path.join(place, 'react-19/node_modules/@intarsia/link', ...parts);

  test('is built code with its types, a license and a page to read', async () => {
    const files = await readdir(installed());
    const dist = await readdir(installed('dist'), { recursive: true });

    expect(files.filter((file) => file !== 'node_modules').sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
    ]);
    expect(dist.filter((file) => !/\.(js|d\.ts)$|^protocol$/.test(file))).toEqual([]);
    expect(dist).toEqual(
      expect.arrayContaining(['index.js', 'index.d.ts', 'react.js', 'react.d.ts']),
    );
  });

  test('needs nothing but a React for those who have one', async () => {
    const manifest = JSON.parse(await readFile(installed('package.json'), 'utf8'));
    const [index, shared, react] = await Promise.all(
      ['index.js', 'link.js', 'react.js'].map((file) => readFile(installed('dist', file), 'utf8')),
    );

    expect(manifest.dependencies).toBeUndefined();
    expect(manifest.peerDependenciesMeta).toEqual({ react: { optional: true } });
    expect(`${index}${shared}`).not.toMatch(/from ["'](?!\.)/);
    expect(react).toMatch(/^["']use client["']/);
  });

  test('can be imported where there is no browser', async () => {
    const made = await import(installed('dist/index.js'));

    expect(made.createLink({ server: 'https://intarsia.example' })).toMatchObject({
      open: expect.any(Function),
      close: expect.any(Function),
    });
  });
});
