import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of the bench's own that answers questions one after another. */
export interface Child<Question, Answer> {
  ask(question: Question): Promise<Answer>;
  readonly pid: number | undefined;
  close(): Promise<void>;
}

type Reply = { readonly value: unknown } | { readonly error: string };

/** Starts a script of this package. */
export function openChild<Question, Answer>(script: URL): Child<Question, Answer> {
  const child = fork(script, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');

  return {
    pid: child.pid,
    ask(question) {
      return new Promise((resolve, reject) => {
        const fail = () => reject(new Error(`${script.pathname} ended early`));
        child.once('exit', fail);
        child.once('message', (reply: Reply) => {
          child.off('exit', fail);
          if ('error' in reply) reject(new Error(reply.error));
          // Safe: the script at the other end answers this kind of question with this kind of answer.
          else resolve(reply.value as Answer);
        });
        child.send(Object(question));
      });
    },
    async close() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}

/** Answers the questions of the process that started this one, and ends with it. */
export function serveParent(answer: (question: unknown) => Promise<unknown>): void {
  process.on('message', async (question) => {
    const reply: Reply = await answer(question).then(
      (value) => ({ value }),
      (error: unknown) => ({ error: String(error) }),
    );
    process.send?.(reply);
  });
  process.once('disconnect', () => process.exit());
}
