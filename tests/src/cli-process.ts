import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FOLDER = fileURLToPath(new URL('../../apps/cli', import.meta.url));

/** The program as it was built. */
export const CLI = path.join(FOLDER, 'dist/main.js');

/** How a run of the program ended and what it wrote. */
interface CliEnded {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The program at work in a folder of its own. */
export interface Cli {
  readonly folder: string;
  /** Runs it to its end. */
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<CliEnded>;
  /** Runs it to its end and reads the one JSON value on its standard output. */
  json(
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<CliEnded & { data: unknown }>;
  /** Starts it, with a standard input that stays open and silent. */
  start(args: readonly string[], env?: Readonly<Record<string, string>>): CliRun;
  remove(): void;
}

/** A run that goes on. */
export interface CliRun {
  readonly child: ChildProcess;
  readonly ended: Promise<CliEnded>;
  /** Waits until standard output matches; gives the first group. */
  said(pattern: RegExp): Promise<string>;
}

/** Bundles the program from its sources, so that no test runs an old build. */
export async function buildCli(): Promise<void> {
  const rolldown = path.join(FOLDER, 'node_modules/.bin/rolldown');
  await promisify(execFile)(rolldown, ['-c', 'rolldown.config.mjs'], { cwd: FOLDER });
}

/** The program, which knows nothing but what it is told here. */
export function openCli(always: Readonly<Record<string, string>>): Cli {
  const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-cli-'));
  const surroundings = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    ...always,
  };
  const start: Cli['start'] = (args, env = {}) => {
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd: folder,
      env: { ...surroundings, ...env },
    });
    return watch(child);
  };
  const run: Cli['run'] = async (args, env) => start(args, env).ended;
  return {
    folder,
    start,
    run,
    async json(args, env) {
      const ended = await run([...args, '--json'], env);
      return { ...ended, data: JSON.parse(ended.out) };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function watch(child: ReturnType<typeof spawn>): CliRun {
  const text = { out: '', err: '' };
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('no pipes');
  stdout.on('data', (part) => {
    text.out += part;
  });
  stderr.on('data', (part) => {
    text.err += part;
  });
  const ended = new Promise<CliEnded>((resolve) => {
    child.on('close', (code) => resolve({ code, ...text }));
  });
  return {
    child,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(text.out)?.[1];
          if (found === undefined) return;
          stdout.off('data', look);
          resolve(found);
        };
        stdout.on('data', look);
        void ended.then(({ code }) => reject(new Error(`ended with ${code}: ${text.err}`)));
        look();
      }),
  };
}
