// Takes pictures of every page of the Console and every screen of Link into the folder that is named: node scripts/screenshots.mjs pictures
// A second word picks those with it in their names: node scripts/screenshots.mjs pictures link-
// The server and the web pages must have been built.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));
const [folder, only] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Name the folder for the pictures: node scripts/screenshots.mjs pictures');
  process.exit(2);
}

// The bundle stands where its source stands among the tests: it finds the server and the browser from there.
const bundle = await rolldown({
  input: at('tests/src/screenshots.ts'),
  platform: 'node',
  logLevel: 'warn',
  external: ['playwright-core', '@sparticuz/chromium'],
});
const built = at('tests/dist/screenshots.js');
await mkdir(path.dirname(built), { recursive: true });
await bundle.write({ file: built, format: 'esm' });
await bundle.close();

const { takeScreenshots } = await import(pathToFileURL(built).href);
await takeScreenshots(path.resolve(folder), only);
