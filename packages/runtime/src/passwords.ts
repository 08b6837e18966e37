import { IntarsiaError } from '@intarsia/domain';
import type { Options } from '@node-rs/argon2';

/** Hashes and checks passwords of operators. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for an operator without a password as for one with a wrong one. */
  verify(hash: string | null, password: string): Promise<boolean>;
}

/** What OWASP's password storage cheat sheet asks of argon2id (the default): 19 MiB, two passes, one lane. */
const cost: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** At most so many at once, so that a burst of sign-ins cannot take all memory or every core. */
const AT_ONCE = 2;
/** Beyond so many in line the next one is told to come back later: it would wait for seconds. */
const IN_LINE = 64;

/** Argon2id on libuv's threads, loaded with the first password. */
export function argonPasswords(): Passwords {
  const limited = atMost(AT_ONCE);
  let decoy: Promise<string> | undefined;

  const hash = (password: string) =>
    limited(async () => {
      const argon = await import('@node-rs/argon2');
      return argon.hash(password, cost);
    });

  return {
    hash,
    async verify(stored, password) {
      decoy ??= hash('');
      const against = stored ?? (await decoy);
      const matches = await limited(async () => {
        const argon = await import('@node-rs/argon2');
        return argon.verify(against, password);
      });
      return matches && stored !== null;
    },
  };
}

/** Runs at most `limit` pieces of work at once; the others wait in line, as long as the line may be. */
function atMost(limit: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (waiting.length === IN_LINE) {
      throw new IntarsiaError('too_many_requests', 'Too many sign-ins at once; try again shortly');
    }
    if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
