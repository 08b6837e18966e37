import { createIntarsia, type Intarsia, problemOf } from '@intarsia/client';
import type { Person } from '../flow/flow.ts';
import type { LinkAccount } from '../shapes.ts';

/** How calls of Link reach the server, and who makes them. */
export interface Session {
  /** As whoever has opened Link: nothing of a person is reachable. */
  asKey<T>(ask: (api: Intarsia) => Promise<T>): Promise<T>;
  /** As the person; once more with a new token, if this one has ended. Throws `TokenGone`. */
  asPerson<T>(ask: (api: Intarsia) => Promise<T>): Promise<T>;
  /**
   * Once, however often it has to be asked: where no answer comes it is asked again with the same key, and
   * the server answers as it did. With the link key alone, or as the person.
   */
  once<T>(who: 'key' | 'person', ask: (api: Intarsia) => Promise<T>): Promise<T>;
  /** The accounts of the person. */
  accounts(): Promise<LinkAccount[]>;
  /** A client with the token of now, for what goes on for long. */
  client(): Intarsia;
  token(): string | undefined;
  setToken(token: string): void;
  /** Gives a new token once it is there. Throws `TokenGone`. */
  renew(): Promise<void>;
}

/** The token has ended, and nobody gives another one. */
export class TokenGone extends Error {
  override readonly name = 'TokenGone';
}

interface Surroundings {
  readonly url: string;
  readonly key: string;
  readonly fetch: typeof globalThis.fetch;
  /** Asks the page around for a new token. Throws `TokenGone`. */
  readonly renew: () => Promise<string>;
  /** A random text that is used once. */
  readonly newKey: () => string;
  readonly pause: (ms: number) => Promise<void>;
}

/** How long to wait for the network before asking again. */
const WAITS_MS = [400, 1200, 3000];

/** A session of Link on a server. */
export function openSession({ url, key, fetch, ...around }: Surroundings): Session {
  const way = { url, fetch, batch: false, post: true };
  const authorization = `LinkKey ${inHeader(key.trim())}`;
  const byKey = createIntarsia({ ...way, headers: { authorization } });
  let byToken = byKey;
  let token: string | undefined;
  let renewing: Promise<void> | undefined;

  const session: Session = {
    asKey: (ask) => ask(byKey),
    async asPerson(ask) {
      try {
        return await ask(byToken);
      } catch (error) {
        if (problemOf(error)?.code !== 'token_expired') throw error;
        await session.renew();
        return ask(byToken);
      }
    },
    async once(who, ask) {
      const mark = { 'idempotency-key': around.newKey() };
      const marked = () =>
        who === 'key'
          ? createIntarsia({ ...way, headers: { ...mark, authorization } })
          : createIntarsia({ ...way, headers: mark, userToken: token && inHeader(token) });
      const asked = () => (who === 'key' ? ask(marked()) : session.asPerson(() => ask(marked())));
      for (const wait of WAITS_MS) {
        try {
          return await asked();
        } catch (error) {
          if (!isUnreachable(error)) throw error;
          await around.pause(wait);
        }
      }
      return asked();
    },
    // The key is named, so that a token of another environment is refused.
    accounts: () => session.asPerson((api) => api.link.accounts.query({ link_key: key })),
    client: () => byToken,
    token: () => token,
    setToken(next) {
      token = next;
      byToken = createIntarsia({ ...way, userToken: inHeader(next) });
    },
    renew() {
      // Whoever needs a new one meanwhile waits for the same.
      renewing ??= around
        .renew()
        .then(session.setToken)
        .finally(() => {
          renewing = undefined;
        });
      return renewing;
    },
  };
  return session;
}

/** What can not travel in a header is neither a key nor a token: the server refuses what stands for it. */
function inHeader(text: string): string {
  return /^[!-~]{1,8000}$/.test(text) ? text : '-';
}

/** No answer came at all, which may be over in a moment. */
export function isUnreachable(error: unknown): boolean {
  if (problemOf(error) || !(error instanceof Error)) return false;
  const { cause } = error;
  const names = [error.name, cause instanceof Error ? cause.name : ''];
  return names.includes('TypeError') || names.includes('TimeoutError');
}

/** Who a token is for; undefined when it can't be read. Whether it is good is for the server to say. */
export function personOf(token: string): Person | undefined {
  const { user_id } = claimsOf(token);
  return typeof user_id === 'string' ? { user: user_id, token } : undefined;
}

/**
 * Whether a token has ended by the time of the environment. The server forgets tokens some time after their
 * end, and then can't tell an ended one from one that never was.
 */
export function hasEnded(token: string, now: string): boolean {
  const { exp } = claimsOf(token);
  return typeof exp === 'number' && exp * 1000 <= Date.parse(now);
}

function claimsOf(token: string): { user_id?: unknown; exp?: unknown } {
  const [, claims = ''] = token.split('.');
  try {
    return Object(JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))));
  } catch {
    // Not a token at all.
    return {};
  }
}
