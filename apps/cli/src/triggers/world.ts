import type { Account, Intarsia } from '@intarsia/client';
import { Failure } from '../failures.ts';
import type { Io, Remote } from '../io.ts';

/** What a trigger works with: the server, and how long it may wait. */
export interface TriggerCall extends Pick<Io, 'now' | 'sleep'>, Pick<Remote, 'api'> {
  /** Milliseconds since 1970 after which nothing is waited for any more. */
  readonly until: number;
}

/** What an event will be about: it is looked for among the events of this account or person, or of all. */
export interface About {
  readonly account?: string;
  readonly user?: string;
}

type Login = Parameters<Intarsia['sandbox']['connect']['mutate']>[0];

/** People of the sandbox who have most of what there is: one has a job, one drives. */
export const employee = { link_item: 'walmart', username: 'test_1', password: 'passgood' } as const;
export const driver = { link_item: 'warpride', username: 'test_3', password: 'passgood' } as const;

/** A login that asks for a code. */
export const asked = { link_item: 'weftgo', username: 'test_1', password: 'passgood' } as const;

const LOOK_MS = 200;

/** Submits a login and leaves the rest to the sandbox. */
export async function connecting({ api }: TriggerCall, login: Login): Promise<About> {
  const { id } = await api.sandbox.connect.mutate(login);
  return { account: id };
}

/** An account whose first scan is over. */
export async function synced(call: TriggerCall, login: Login): Promise<Account> {
  const { id } = await call.api.sandbox.connect.mutate(login);
  return waitUntil(call, `the account ${id} is read`, async () => {
    const account = await call.api.accounts.get.query({ id });
    const parts = Object.values(account.availability).filter((part) => part !== null);
    const isRead = parts.length > 0 && parts.every((part) => part?.status === 'synced');
    return account.connection.status === 'connected' && isRead ? account : undefined;
  });
}

/** A login that was asked for its code, and has given it. */
export async function answered(call: TriggerCall): Promise<About> {
  const { id } = await call.api.sandbox.connect.mutate(asked);
  const asks = async () => {
    const about = { account: id, type: 'challenges.added' } as const;
    const { results } = await call.api.events.list.query(about);
    return results.length > 0 ? true : undefined;
  };
  await waitUntil(call, `the account ${id} is asked for a code`, asks);
  await call.api.sandbox.answer.mutate({ id, code: '8081' });
  return { account: id };
}

/** Looks again and again. Throws when it has not come in time. */
export async function waitUntil<T>(
  { now, sleep, until }: Pick<TriggerCall, 'now' | 'sleep' | 'until'>,
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (now() >= until) {
      throw new Failure('failure', `Gave up waiting until ${what}.`, {
        hints: [
          'Wait longer with --timeout 5m, or let the sandbox hurry: `intarsia sandbox settings --speed instant`.',
          'Where its clock is frozen, nothing goes on until `intarsia sandbox clock run`.',
        ],
      });
    }
    await sleep(LOOK_MS);
  }
}

/** A login in whose life something happens a day after it was connected. */
export async function scripted(
  call: TriggerCall,
  { login, step }: { login: Login; step: string },
): Promise<About> {
  const name = `trigger-${step.replace(/[^a-z]+/gi, '-').toLowerCase()}`
    .slice(0, 40)
    .replace(/-$/, '');
  const source = [
    `name: ${name}`,
    'description: Made by intarsia trigger.',
    `persona: ${login.username}`,
    'later:',
    '  - after: 1d',
    `    ${step}`,
  ];
  await call.api.scenarios.put.mutate({ source: source.join('\n') });
  try {
    const { id } = await synced(call, { ...login, username: name, password: 'passgood' });
    return { account: id };
  } finally {
    // A login that has begun keeps its scenario.
    await call.api.scenarios.delete.mutate({ name });
  }
}
