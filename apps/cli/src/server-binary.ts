import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failures.ts';
import { serverVerbs } from './server-verbs.ts';

/** The server's binary has ended, and so does this program, with the same exit code. */
export class ServerExit extends Error {
  override readonly name = 'ServerExit';
  readonly code: number;

  constructor(code: number) {
    super(`the server's binary ended with ${code}`);
    this.code = code;
  }
}

/** What starting the server's binary needs of the machine. */
export interface Launch {
  /** The file of this program. */
  readonly self: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Signals reach the binary by themselves: the terminal sends them to both. */
  readonly atTerminal: boolean;
}

const valued = new Set(['--url', '--api-key', '--profile']);

/** The arguments for the server's binary when a command line names one of its verbs, else undefined. */
export function serverArgs(argv: readonly string[]): readonly string[] | undefined {
  let index = 0;
  while (argv[index]?.startsWith('-')) index += valued.has(argv[index] ?? '') ? 2 : 1;
  if (!serverVerbs.some(({ name }) => name === argv[index])) return undefined;
  const isJson = argv.slice(0, index).includes('--json');
  return [...argv.slice(index), ...(isJson ? ['--json'] : [])];
}

/** The server's binary: where `INTARSIA_SERVER_BIN` says, else beside this program. */
export function findServer({ self, env }: Pick<Launch, 'self' | 'env'>): string {
  const named = env.INTARSIA_SERVER_BIN;
  if (named) {
    if (existsSync(named)) return named;
    throw new Failure('failure', `INTARSIA_SERVER_BIN: there is no file ${named}.`);
  }
  const beside = path.resolve(path.dirname(fileURLToPath(self)), '../../server/dist/main.js');
  if (existsSync(beside)) return beside;
  throw new Failure('failure', `The server is not here: there is no ${beside}.`, {
    hints: ['Build it with `npm start`, or name its main.js in INTARSIA_SERVER_BIN.'],
  });
}

/** Runs a verb of the server's binary in the place of this program. Always throws, at its end. */
export async function runServer(args: readonly string[], launch: Launch): Promise<never> {
  const binary = findServer(launch);
  const { INTARSIA_SERVER_BIN: _, ...env } = launch.env;
  const child = spawn(process.execPath, [binary, ...args], { stdio: 'inherit', env });
  const release = passSignals((signal) => child.kill(signal), launch.atTerminal);
  try {
    throw new ServerExit(
      await new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code, signal) => resolve(code ?? codeOf(signal)));
      }),
    );
  } finally {
    release();
  }
}

/** Keeps this program alive until the binary has stopped in its own time. */
function passSignals(pass: (signal: NodeJS.Signals) => void, atTerminal: boolean): () => void {
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    // A second SIGINT would end the server at once, and the terminal has already sent the first one.
    const listener = () => {
      if (!(atTerminal && signal === 'SIGINT')) pass(signal);
    };
    process.on(signal, listener);
    return () => process.off(signal, listener);
  });
  return () => {
    for (const remove of listeners) remove();
  };
}

/** The exit code by which shells tell of a signal. */
function codeOf(signal: NodeJS.Signals | null): number {
  return signal === null ? 1 : 128 + constants.signals[signal];
}
