import { get } from 'node:http';
import type { Bench } from '../bench.ts';
import { spreadOf } from '../measure.ts';
import type { Measured } from '../report.ts';

/** What travels to a browser before Link can be used. */
export type Part = 'script' | 'page';

/** How large a part may be, in kilobytes of 1,000 bytes. */
const AT_MOST: Readonly<Record<Part, number>> = { script: 8, page: 150 };

/** The bytes of a part for who takes no more than gzip: the script of pages, or all scripts of Link's own page. */
export async function measureSize(bench: Bench, part: Part): Promise<Measured> {
  const product = await bench.product(await bench.world('few'));
  try {
    const kilobytes = (await bytesOf(product.port, part)) / 1000;
    return { value: spreadOf([kilobytes]), unit: 'KB', aim: { at_most: AT_MOST[part] } };
  } finally {
    await product.close();
  }
}

async function bytesOf(port: number, part: Part): Promise<number> {
  if (part === 'script') return (await load(port, '/link/v3.js')).bytes;
  const { text } = await load(port, '/link/frame');
  const paths = [...text.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, path = '']) => path);
  if (paths.length === 0) throw new Error('the page of Link names no script');
  const scripts = await Promise.all(paths.map((path) => load(port, path)));
  return scripts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** An answer as it travels, and as text where it is not packed. */
function load(port: number, path: string): Promise<{ bytes: number; text: string }> {
  const headers = { 'accept-encoding': 'gzip' };
  return new Promise((resolve, reject) => {
    const asked = get({ port, host: '127.0.0.1', path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        if (response.statusCode === 200) resolve({ bytes: body.length, text: body.toString() });
        else reject(new Error(`${path}: answered ${response.statusCode}`));
      });
    });
    asked.on('error', reject);
  });
}
