// Writes docs/openapi.json from the operations; with --check only says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const target = at('docs/openapi.json');

const bundle = await rolldown({
  input: at('packages/api/src/root.ts'),
  platform: 'node',
  logLevel: 'warn',
  // The document needs none of the database drivers that the index of the store brings along.
  treeshake: {
    moduleSideEffects: (id) => !/packages\/store|better-sqlite3|node_modules\/pg/.test(id),
  },
});
const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
await bundle.close();

const entry = output.find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
const code = Buffer.from(entry.code).toString('base64');
const { openApi } = await import(`data:text/javascript;base64,${code}`);
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
