import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Failure } from './failures.ts';
import type { Input, Output } from './machine.ts';

/** Asks one line of the person at the terminal. A secret is not shown while it is typed. */
export function prompt(
  { stdin, stderr }: { stdin: Input; stderr: Output },
  question: string,
  { secret = false }: { secret?: boolean } = {},
): Promise<string> {
  // Questions go to stderr: stdout may be on its way into a file.
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const shown = new Writable({
    write(chunk, _encoding, done) {
      stderr.write(String(chunk));
      done();
    },
  });
  const lines = createInterface({ input: stdin, output: secret ? silent : shown, terminal: true });
  if (secret) stderr.write(question);
  return new Promise((resolve, reject) => {
    let answered = false;
    lines.on('close', () => {
      if (secret) stderr.write('\n');
      if (!answered) reject(new Failure('failure', 'Nothing was changed.'));
    });
    lines.on('SIGINT', () => lines.close());
    lines.question(secret ? '' : question, (answer) => {
      answered = true;
      lines.close();
      resolve(answer);
    });
  });
}
