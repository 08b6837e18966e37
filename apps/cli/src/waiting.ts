import { problemOf } from '@intarsia/client';
import type { Account } from '@intarsia/domain';
import { Failure } from './failures.ts';
import type { Io, Remote } from './io.ts';
import { duration } from './views/text.ts';

/** How long between two looks at an account. */
const LOOK_MS = 200;
const frames = ['◇', '◈', '◆', '◈'];

/** How long to wait, and whether a person at the terminal may be asked for a code. */
export interface WaitLimits {
  readonly seconds: number;
  readonly mayAsk: boolean;
}

/** The account once it has left `connecting`. Throws when that takes too long. */
export async function waitForConnection(
  call: Io & Remote,
  account: Account,
  { seconds, mayAsk }: WaitLimits,
): Promise<Account> {
  if (account.connection.status !== 'connecting') return account;
  const asks = mayAsk && (await asksForCode(call, account));
  let code =
    asks && call.interactive ? await call.ask(`${account.link_item} asks for a code: `) : '';
  if (asks && code === '') call.note(`It may ask for a code: ${answerLine(account)}`);
  const progress = call.progress();
  const started = call.now();
  try {
    for (let look = 0; call.now() - started < seconds * 1000; look++) {
      const seconds_gone = Math.floor((call.now() - started) / 1000);
      const since = seconds_gone > 0 ? `, ${duration(seconds_gone)}` : '';
      progress.show(`${frames[look % frames.length]} connecting ${account.link_item}${since}`);
      if (code !== '' && (await answer(call, account.id, code))) code = '';
      const seen = await call.api.accounts.get.query({ id: account.id });
      if (seen.connection.status !== 'connecting') return seen;
      await call.sleep(LOOK_MS);
    }
  } finally {
    progress.end();
  }
  throw new Failure('failure', `The account ${account.id} is still connecting.`, {
    hints: asks ? [`It may wait for a code: ${answerLine(account)}`] : [],
  });
}

/** What is waited for: how long, until when, and what is said meanwhile. */
interface Goal {
  readonly seconds: number;
  isDone(account: Account): boolean;
  says(account: Account): string;
}

/** The account once it has come somewhere. Throws when that takes too long. */
export async function lookUntil(
  call: Io & Remote,
  account: Account,
  { seconds, isDone, says }: Goal,
): Promise<Account> {
  const progress = call.progress();
  const started = call.now();
  let seen = account;
  try {
    for (let look = 0; call.now() - started < seconds * 1000; look++) {
      if (isDone(seen)) return seen;
      progress.show(`${frames[look % frames.length]} ${says(seen)}`);
      await call.sleep(LOOK_MS);
      seen = await call.api.accounts.get.query({ id: account.id });
    }
  } finally {
    progress.end();
  }
  throw new Failure('failure', `The account ${account.id} is not there after ${seconds} s.`);
}

/** Ends the command as a failure when the login did. */
export function failIfInError({ connection, was_connected }: Account): void {
  if (connection.status !== 'error') return;
  const what = was_connected ? 'The connection failed' : 'The login failed';
  throw new Failure('failure', `${what}: ${connection.error_message} (${connection.error_code})`);
}

async function asksForCode({ api }: Remote, { link_item }: Account): Promise<boolean> {
  const item = await api.linkItems.get.query({ id: link_item });
  return item.has_two_fa;
}

/** Gives the code; false while the login has not come to its question. */
async function answer({ api }: Remote, id: string, code: string): Promise<boolean> {
  try {
    await api.sandbox.answer.mutate({ id, code: code.trim() });
    return true;
  } catch (error) {
    if (problemOf(error)?.code === 'mfa_not_pending') return false;
    throw error;
  }
}

function answerLine({ id }: Account): string {
  return `intarsia sandbox answer ${id} --code <code>`;
}
