import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import type { Open } from '../bench.ts';
import { listenAnywhere } from '../listening.ts';

/** What a browser has loaded for the frame of Link until its first screen was there. */
export interface Loaded {
  /** The screen as markup. */
  readonly html: string;
  /** Scripts, style sheets and letters. */
  readonly files: readonly LoadedFile[];
}

interface LoadedFile {
  readonly path: string;
  readonly type: string;
  /** How it may be kept. */
  readonly cache: string;
  readonly body: Buffer;
}

/** Makes the button of the markup answer. Until then the screen has no name. */
const ANSWERING = `
const begin = () => {
  const { dataset } = document.querySelector('[data-screen]');
  document.querySelector('.button-primary').addEventListener('click', () => {
    dataset.screen = 'search';
  });
  dataset.screen = 'intro';
};
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
else begin();`;

/** Lays the frame over a page. */
const SCRIPT = `addEventListener('click', () => {
  const dialog = document.createElement('dialog');
  const frame = document.createElement('iframe');
  frame.src = new URL('/link/frame', document.querySelector('script').src);
  dialog.append(frame);
  document.body.append(dialog);
  dialog.showModal();
});`;

/**
 * Serves the first screen of Link as a page that is already written: the same markup, style sheet, letters
 * and bytes of scripts. The scripts only make the button answer; nobody is greeted and nothing is asked.
 */
export async function openBareFrame({ html, files }: Loaded): Promise<Open & { port: number }> {
  const unnamed = html.replace('data-screen="intro"', 'data-screen=""');
  const own: LoadedFile[] = [
    { path: '/link/frame', type: 'text/html', cache: 'no-store', body: Buffer.from(unnamed) },
    {
      path: '/link/v3.js',
      type: 'text/javascript',
      cache: 'max-age=300',
      body: Buffer.from(SCRIPT),
    },
    ...files.map((file) => (file.path.endsWith('.js') ? asleep(file) : file)),
  ];
  const answers = new Map(own.map((file) => [file.path, answerOf(file)]));
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    response.writeHead(answer ? 200 : 404, answer?.headers);
    response.end(answer?.body);
  });
  const port = await listenAnywhere(server);
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A script within a comment: it travels and is kept as before. */
function asleep(file: LoadedFile): LoadedFile {
  const text = file.body.toString().replaceAll('*/', '* /');
  return { ...file, body: Buffer.from(`/*${text}*/${ANSWERING}`) };
}

function answerOf({ type, cache, body }: LoadedFile) {
  const headers = { 'content-type': type, 'cache-control': cache };
  if (type.startsWith('font/')) return { headers, body };
  return {
    headers: { ...headers, 'content-encoding': 'br' },
    body: brotliCompressSync(body),
  };
}
