import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type { Machine } from './machine.ts';
import { runProgram } from './run.ts';

/** How the surroundings of a run differ from the usual ones. */
export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** A person sits at a terminal of this width and types one of these at every question. */
  readonly terminal?: { readonly columns: number; readonly types?: readonly string[] };
  /** What a program writes to stdin. */
  readonly input?: string;
  /** Answers every request; without it there is no server. */
  readonly fetch?: typeof globalThis.fetch;
  readonly folder?: string;
}

/** How a run ended and what it wrote. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line in this process, on a machine of its own. */
export async function runLine(
  argv: readonly string[],
  surroundings: Surroundings = {},
): Promise<Ended> {
  const said = { out: '', err: '' };
  const { env = {}, terminal, fetch = nobodyThere, folder = '/nowhere' } = surroundings;
  const stdin = Object.assign(new PassThrough(), { isTTY: terminal !== undefined });
  const answers = [...(terminal?.types ?? [])];
  const stream = (name: 'out' | 'err') => ({
    isTTY: terminal !== undefined,
    ...(terminal ? { columns: terminal.columns } : {}),
    write(data: string | Uint8Array, done?: (error?: Error | null) => void) {
      const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
      said[name] += text;
      if (terminal && /[:\]] $/.test(text)) setImmediate(() => stdin.write(answers.shift() ?? ''));
      done?.();
      return true;
    },
  });
  if (!terminal) stdin.end(surroundings.input ?? '');
  let now = Date.UTC(2022, 3, 22, 14, 26, 40);
  const machine: Machine = {
    argv,
    env,
    stdin,
    stdout: stream('out'),
    stderr: stream('err'),
    self: pathToFileURL('/nowhere/cli/dist/main.js').href,
    fetch,
    now: () => now,
    async sleep(milliseconds) {
      now += milliseconds;
    },
    random: (bytes) => new Uint8Array(bytes).fill(7),
    configFolder: async () => folder,
  };
  return { code: await runProgram(machine), ...said };
}

/** Folders for tests, gone when they are cleared. */
export function tempFolders(): { make(): string; clear(): void } {
  const made: string[] = [];
  return {
    make() {
      const folder = mkdtempSync(path.join(tmpdir(), 'intarsia-cli-'));
      made.push(folder);
      return folder;
    },
    clear() {
      for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a fake server answers to a call of the typed router. */
export type Answerer = (path: string, input: Readonly<Record<string, unknown>>) => unknown;

/** A server whose typed router answers as told; what is thrown becomes a refusal. */
export function answering(answer: Answerer): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const sent = init?.method === 'POST' ? String(init.body) : url.searchParams.get('input');
    const inputs: Record<string, Record<string, unknown>> = JSON.parse(sent ?? '{}');
    const paths = url.pathname.replace(/^.*\/trpc\//, '').split(',');
    return Response.json(
      paths.map((path, index) => replyTo(answer, path, inputs[String(index)] ?? {})),
    );
  };
}

/** A refusal as the server's router writes it. */
export class Refusal extends Error {
  readonly body: { code: string; fields?: Record<string, string[]> };

  constructor(message: string, body: { code: string; fields?: Record<string, string[]> }) {
    super(message);
    this.body = body;
  }
}

function replyTo(answer: Answerer, path: string, input: Record<string, unknown>): unknown {
  try {
    return { result: { data: answer(path, input) } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const data = { code: 'BAD_REQUEST', httpStatus: 400, path, intarsia: error.body };
    return { error: { message: error.message, code: -32600, data } };
  }
}

const nobodyThere: typeof globalThis.fetch = async () => {
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  throw new TypeError('fetch failed', { cause });
};
