import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Failure, usage } from './failures.ts';
import { followOn } from './follow.ts';
import type { Io, ListWriter, Posted, Progress, View } from './io.ts';
import type { Input, Machine, Output } from './machine.ts';
import { openProfiles } from './profiles.ts';
import { prompt } from './prompt.ts';
import { openRemote } from './remote.ts';
import { runServer } from './server-binary.ts';
import { resolveTarget } from './target.ts';
import { type Paint, paintOf, wantsColours, widthOf } from './views/paint.ts';
import { json, plain } from './views/text.ts';

/** What was said before or behind any command. */
export interface GlobalFlags {
  readonly json?: boolean;
  readonly url?: string;
  readonly api_key?: string;
  readonly profile?: string;
}

/** What a command may do, on this machine and with these flags. */
export async function openIo(machine: Machine, flags: GlobalFlags): Promise<Io> {
  const { env, stdin, stdout, stderr } = machine;
  const asJson = flags.json === true;
  const interactive = [stdin, stdout, stderr].every((stream) => stream.isTTY === true);
  const profiles = openProfiles(await machine.configFolder());
  const paint = paintOf({ colours: wantsColours(stdout, env), width: widthOf(stdout) });
  const told = paintOf({ colours: wantsColours(stderr, env) });
  const ask: Io['ask'] = (question, how) => prompt({ stdin, stderr }, question, how);
  return {
    json: asJson,
    interactive,
    profiles,
    given: {
      url: flags.url ?? env.INTARSIA_URL,
      api_key: flags.api_key ?? env.INTARSIA_API_KEY,
    },
    now: machine.now,
    sleep: machine.sleep,
    ask,
    ...printers(stdout, { asJson, paint }),
    note(message) {
      if (!asJson) stderr.write(`${told.dim(plain(message))}\n`);
    },
    warn: (message) => void stderr.write(`${told.busy('warning:')} ${plain(message)}\n`),
    progress: () => progressOn(stderr),
    async confirm(question, answered) {
      if (answered) return;
      if (!interactive)
        throw usage('This asks first, and nobody is there to answer.', 'Add --yes.');
      const answer = await ask(`${question} [y/N] `);
      if (!/^y(es)?$/i.test(answer.trim())) throw new Failure('failure', 'Nothing was changed.');
    },
    read: (file) => readText(file, stdin),
    save: (file, bytes) => (file === '-' ? put(stdout, bytes) : saveFile(file, bytes)),
    random: machine.random,
    post: (url, sent) => post(machine.fetch, url, sent),
    connect: (target = resolveTarget({ flags, env, profiles: profiles.read })) =>
      openRemote(target, machine.fetch),
    runServer: (args) =>
      runServer(args, { self: machine.self, env, atTerminal: stdin.isTTY === true }),
  };
}

/** As long as a receiver may take that somebody is stepping through. */
const POST_PATIENCE_MS = 30_000;

async function post(
  fetch: Machine['fetch'],
  url: string,
  { headers, body }: Posted,
): Promise<{ status: number }> {
  const signal = AbortSignal.timeout(POST_PATIENCE_MS);
  const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  await answer.body?.cancel();
  return { status: answer.status };
}

function put(stdout: Output, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(data, (error) => (error ? reject(error) : resolve()));
  });
}

async function saveFile(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw usage(`${file} can not be written: ${error instanceof Error ? error.message : error}`);
  }
}

function printers(
  stdout: Output,
  { asJson, paint }: { asJson: boolean; paint: Paint },
): Pick<Io, 'print' | 'printLine' | 'printList' | 'follow'> {
  const putText = (text: string) => put(stdout, text);
  const putLines = (lines: string) => (lines === '' ? Promise.resolve() : putText(`${lines}\n`));
  return {
    follow: (views) => followOn({ stdout, asJson, paint, put: putText }, views),
    print: <T>(value: T, view: View<T>) =>
      asJson ? putText(`${json(value, 2)}\n`) : putLines(view(value, paint)),
    printLine: <T>(value: T, view: View<T>) =>
      asJson ? putText(`${json(value)}\n`) : putLines(view(value, paint)),
    printList<T>(view: View<readonly T[]>): ListWriter<T> {
      let begun = false;
      return {
        async write(items) {
          if (!asJson) return putLines(view(items, paint));
          if (items.length === 0) return;
          const texts = items.map((item) => json(item, 2).replace(/^/gm, '  '));
          await putText((begun ? ',\n' : '[\n') + texts.join(',\n'));
          begun = true;
        },
        end: async () => {
          if (asJson) await putText(begun ? '\n]\n' : '[]\n');
        },
      };
    },
  };
}

/** Nothing is shown where there is no terminal to write it over again. */
function progressOn(stderr: Output): Progress {
  if (!stderr.isTTY) return { show() {}, end() {} };
  const clear = '\r\u001b[2K';
  return {
    show: (line) => void stderr.write(`${clear}${line.slice(0, (stderr.columns ?? 80) - 1)}`),
    end: () => void stderr.write(clear),
  };
}

async function readText(file: string, stdin: Input): Promise<string> {
  if (file === '-') return text(stdin);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw usage(`${file} can not be read: ${why}`);
  }
}
