import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A TypeScript file made ready for a process of its own: Node 20 runs no TypeScript. */
export interface Bundle {
  readonly file: string;
  /** Starts a process with it. */
  run(options?: ChildOptions): Child;
  /** Takes the file away and ends the processes that still run. */
  remove(): Promise<void>;
}

/** What a process is started with. */
export interface ChildOptions {
  readonly args?: readonly string[];
  /** Added to this process's own; undefined takes a variable away. */
  readonly env?: Record<string, string | undefined>;
  readonly cwd?: string;
}

/** A process that runs a bundle. */
export interface Child {
  readonly process: ChildProcess;
  /** Its lines on stdout, as they come; they may be read by one reader. */
  readonly lines: AsyncIterable<string>;
  /** How it ended, with all that it said on stderr. */
  readonly ended: Promise<Ending>;
}

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
}

/** Bundles a file with all of this repository that it imports. Packages are loaded from where they are. */
export async function bundle(entry: URL): Promise<Bundle> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'intarsia-child-'));
  const file = path.join(folder, 'child.mjs');
  // Loaded late: most tests start no process.
  const { rolldown } = await import('rolldown');
  const build = await rolldown({
    input: fileURLToPath(entry),
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'packages-where-they-are',
        async resolveId(source, importer) {
          const isOurs = /^(\.|\/|node:|@intarsia\/)/.test(source);
          if (!importer || isOurs) return null;
          const found = await this.resolve(source, importer, { skipSelf: true });
          return found && { id: found.id, external: 'absolute' };
        },
      },
    ],
  });
  await build.write({ file, format: 'esm', codeSplitting: false });
  await build.close();
  const children = new Set<ChildProcess>();
  return {
    file,
    run(options) {
      const child = start(file, options);
      children.add(child.process);
      return child;
    },
    async remove() {
      for (const child of children) child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function start(file: string, { args = [], env = {}, cwd }: ChildOptions = {}): Child {
  const child = spawn(process.execPath, [file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd }),
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Ending>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stderr }));
  });
  return { process: child, lines: createInterface({ input: child.stdout }), ended };
}
