import { randomUUID } from 'node:crypto';
import type { Statements } from './statements.ts';
import type { Signed } from './tokens.ts';

/** A user to insert. */
export interface NewUser {
  readonly environment_id: string;
  readonly id: string;
  readonly at: string;
  readonly metadata: object;
}

/** Writes a user, the values it is found by, its first token, two counters and an event. */
export function insertUser(
  statements: Statements,
  { environment_id, id, at, metadata }: NewUser,
  { jti_hash, expires_at }: Signed,
): void {
  statements.insertUser.run(environment_id, id, at, '[]', '[]', JSON.stringify(metadata));
  for (const value of Object.values(metadata)) {
    statements.insertSearch.run(environment_id, String(value).toLowerCase(), id);
  }
  statements.insertToken.run(environment_id, jti_hash, id, null, 'access', expires_at, ...UNUSED);
  const changes = { events: 1, users: 1, webhooks: 0 };
  const counters = Object.entries(changes).flatMap((change) => [environment_id, ...change]);
  const cursor = statements.addToCounters.all(counters)[0]?.value;
  const data = JSON.stringify({ user: id });
  const subjects = [id, null, null, data, null];
  const event = [environment_id, cursor, randomUUID(), 'users.created', at, ...subjects];
  statements.insertEvent.get(event);
}

/** Whose tokens are written, and when. */
export interface TokenOwner {
  readonly environment_id: string;
  readonly user_id: string;
  readonly family_id: string;
  readonly at: string;
}

/** Writes a pair of tokens; those of the user that have expired go. */
export function insertPair(
  statements: Statements,
  { environment_id, user_id, family_id, at }: TokenOwner,
  pair: { readonly access: Signed; readonly refresh: Signed },
): void {
  const user = statements.findUserToChange.get(environment_id, user_id);
  if (!user) throw new Error(`no user ${user_id}`);
  statements.deleteExpiredTokens.run(environment_id, user_id, at);
  for (const kind of ['access', 'refresh'] as const) {
    const { jti_hash, expires_at } = pair[kind];
    const row = [environment_id, jti_hash, user_id, family_id, kind, expires_at, ...UNUSED];
    statements.insertToken.run(row);
  }
}

/** `used_at`, `successor` and `revoked_at` of a new token. */
const UNUSED = [null, null, null];
