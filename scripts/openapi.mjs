// Writes docs/openapi.json from the operations; with --check only says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { at, importBundled } from './bundled.mjs';

const target = at('docs/openapi.json');
const { openApi } = await importBundled('packages/api/src/root.ts', {
  // The document needs none of the database drivers that the index of the store brings along.
  treeshake: {
    moduleSideEffects: (id) => !/packages\/store|better-sqlite3|node_modules\/pg/.test(id),
  },
});
const text = `${JSON.stringify(openApi(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  const written = await readFile(target, 'utf8').catch(() => '');
  if (written !== text) {
    console.error(
      'docs/openapi.json is not what the operations say; run: node scripts/openapi.mjs',
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(target, text);
}
