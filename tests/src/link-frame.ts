import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';
import { openSite, type Site } from './site.ts';

const SCRIPT = fileURLToPath(new URL('../../packages/link/dist/script/v3.js', import.meta.url));

/** The script as it is built. */
export function linkScript(): string {
  return readFileSync(SCRIPT, 'utf8');
}

/** A frame that does nothing but keep to the protocol, for tests of the side of the page. */
const frameScript = `
  const got = (window.got = []);
  const id = String(Math.random());
  addEventListener('message', ({ source, data, ports }) => {
    if (source !== parent || data?.type !== 'intarsia:open') return;
    window.greetings = (window.greetings ?? 0) + 1;
    if (window.port) return;
    window.port = ports[0];
    window.options = data.options;
    window.port.onmessage = ({ data }) => got.push(data);
    window.say = (message) => window.port.postMessage(message);
    say({ type: 'opened', title: 'Conectar una cuenta' });
  });
  const ready = () => parent.postMessage({ type: 'intarsia:ready', v: 1, id }, '*');
  ready();
  ready();
`;

/** A server of Link that gives the script as it was built, and a frame that keeps to the protocol. */
export function openLinkSite(): Promise<Site> {
  const script = { body: linkScript(), headers: { 'access-control-allow-origin': '*' } };
  return openSite('localhost', {
    '/link/v3.js': script,
    '/argyle.web.v3.js': script,
    '/link/frame': {
      body: '<!doctype html><h1>Link</h1><script src="/link/frame.js"></script>',
    },
    '/link/frame.js': { body: frameScript },
    '/elsewhere': { body: '<!doctype html><script src="/link/frame.js"></script>' },
  });
}

/** The frames of Link in a page, in the order in which they came. */
export function linkFrames(page: Page): Frame[] {
  return page.frames().filter((frame) => frame.url().includes('/link/frame'));
}

/** The frame of Link, once the page shows it. */
export async function shownFrame(page: Page, title = 'Conectar una cuenta'): Promise<Frame> {
  const element = page.locator(`iframe[title="${title}"]`).last();
  await element.waitFor();
  const frame = await (await element.elementHandle())?.contentFrame();
  if (!frame) throw new Error('the page shows no frame');
  return frame;
}

/** Lets the test frame say something over its port. */
export async function say(frame: Frame, message: object): Promise<void> {
  const saying = frame.evaluate((said) => {
    // Safe: the script of the test frame put it there.
    (window as unknown as { say(message: object): void }).say(said);
  }, message);
  // A frame may be taken away before it has told that it said so.
  await saying.catch((error) => {
    if (!/detached/.test(String(error))) throw error;
  });
}

/** What the test frame has got. */
export function got(frame: Frame): Promise<{ messages: object[]; options: object }> {
  return frame.evaluate(() => {
    // Safe: as above.
    const { got: messages, options } = window as unknown as { got: object[]; options: object };
    return { messages, options };
  });
}
