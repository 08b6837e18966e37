import { problemOf } from '@intarsia/client';
import { type Account, errorKinds } from '@intarsia/domain';
import { Failure } from './failures.ts';
import type { Io, Remote } from './io.ts';
import { endOf, type Seen, seenLine, seenScreen } from './views/progress.ts';

/** How long between two looks at an account, and after a look that failed. */
const LOOK_MS = 250;
const AGAIN_MS = 1000;
/** How many looks in a row may fail before that is the end. */
const PATIENCE = 5;

/**
 * Shows how an account goes on until all its data is read or it is in error; gives it as it was then.
 * Throws when that takes longer than `seconds`.
 */
export async function watchAccount(
  call: Io & Remote,
  id: string,
  { seconds }: { seconds: number | undefined },
): Promise<Account> {
  const started = call.now();
  const shown = call.follow<Seen>({
    data: ({ account }) => account,
    screen: seenScreen,
    line: seenLine,
  });
  for (let look = 0; ; look++) {
    const account = await lookAt(call, id);
    const gone = Math.floor((call.now() - started) / 1000);
    await shown.show({ account, look, seconds: gone });
    if (endOf(account) !== undefined) return account;
    if (look === 0) await tellOfFrozenClock(call);
    if (seconds !== undefined && call.now() - started >= seconds * 1000) {
      throw new Failure('failure', `The account ${id} is not through after ${seconds} s.`);
    }
    await call.sleep(LOOK_MS);
  }
}

/** A server that is busy, or made to seem so, is asked again. */
async function lookAt({ api, sleep }: Io & Remote, id: string): Promise<Account> {
  for (let failed = 0; ; failed++) {
    try {
      return await api.accounts.get.query({ id });
    } catch (error) {
      if (failed === PATIENCE || !isPassing(error)) throw error;
      await sleep(AGAIN_MS);
    }
  }
}

function isPassing(error: unknown): boolean {
  const problem = problemOf(error);
  const kind = problem && errorKinds[problem.code];
  return kind === 'unavailable' || kind === 'too_many';
}

/** Nothing goes on while the clock of a sandbox stands. Live environments have no such clock. */
async function tellOfFrozenClock({ api, note }: Io & Remote): Promise<void> {
  const clock = await api.clock.get.query({}).catch(() => undefined);
  if (clock?.mode !== 'frozen' || clock.speed === 'instant') return;
  note('The clock of the sandbox is frozen. It goes on with `intarsia sandbox clock run`.');
}
