import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

/** The path of a file of the repository. */
export const at = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Bundles a TypeScript module of the repository, as Node can run it, and imports it. */
export async function importBundled(name, options = {}) {
  const bundle = await rolldown({
    input: at(name),
    platform: 'node',
    logLevel: 'warn',
    ...options,
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'intarsia-bundled-'));
  try {
    const file = path.join(folder, 'bundle.mjs');
    await bundle.write({ file, format: 'esm', codeSplitting: false });
    return await import(pathToFileURL(file).href);
  } finally {
    await bundle.close();
    await rm(folder, { recursive: true });
  }
}
