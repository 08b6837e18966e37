import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The path of a file of the repository. */
export const at = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

/** Runs the package manager in a folder. */
export function pnpm(cwd: string, ...args: string[]) {
  return run('npx', ['--yes', 'pnpm@12.21.0', ...args], { cwd, maxBuffer: 1 << 24 });
}

/** Packs a package as it was built, as it would be published. Gives the path of the tarball. */
export async function pack(name: string, place: string): Promise<string> {
  const folder = at(`packages/${name}`);
  if (!existsSync(`${folder}/dist`)) {
    throw new Error(`packages/${name} is not built: run pnpm build first`);
  }
  const into = path.join(place, name);
  await pnpm(folder, 'pack', '--pack-destination', into);
  const [file] = await readdir(into);
  return path.join(into, file ?? '');
}

/** Runs a tool of a project in it. Gives what it wrote; rejects with that when it fails. */
export async function runTool(folder: string, name: string, ...args: string[]): Promise<string> {
  const temp = path.join(folder, 'temp');
  await mkdir(temp, { recursive: true });
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: temp, NO_COLOR: '1' };
  const tool = path.join(folder, 'node_modules/.bin', name);
  // A tool that fails has said why on one stream or the other.
  const { stdout } = await run(tool, args, { cwd: folder, env }).catch((error) => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  return stdout;
}
