import { z } from 'zod';
import type { DomainEvent } from './events.ts';
import { AnyJson, jsonText, rawJson, StoredJson } from './json.ts';
import { ListInput } from './lists.ts';
import { union } from './unions.ts';
import { Id, IdInput, Timestamp } from './values.ts';

/** A person whose accounts are connected: the documented user object. */
export const User = z.object({
  id: Id,
  created_at: Timestamp,
  /** Names of employers, current and past, in the order in which scans found them. */
  employers_connected: z.array(z.string()),
  /** Ids of link items, current and past, in the order in which accounts were made. */
  data_providers_connected: z.array(z.string()),
  /** The caller's own data, any JSON value; `{}` when never set. */
  external_metadata: StoredJson,
});
export type User = z.infer<typeof User>;

/** Names one user. */
export const UserRef = z.object({ id: IdInput });
export type UserRef = z.infer<typeof UserRef>;

/** What a new user may bring. */
export const CreateUserInput = z.object({ external_metadata: AnyJson.optional() });
export type CreateUserInput = z.infer<typeof CreateUserInput>;

/** Replaces the metadata as a whole; leaves it when the key is absent. */
export const UpdateUserInput = z.object({ id: IdInput, external_metadata: AnyJson.optional() });
export type UpdateUserInput = z.infer<typeof UpdateUserInput>;

/** A list of users, all or those whose id or a metadata value begins with `q`. */
export const ListUsersInput = ListInput.extend({
  /** An empty one counts as not given. */
  q: z
    .string()
    .max(200, 'must have at most 200 characters')
    .transform((q) => (q === '' ? undefined : q))
    .optional(),
});
export type ListUsersInput = z.infer<typeof ListUsersInput>;

/** The answer to creating a user: an access token and the id, nothing else. */
export const CreatedUser = z.object({ token: z.string(), id: Id });
export type CreatedUser = z.infer<typeof CreatedUser>;

/** A change of a user with the events that must be committed with it. */
export interface UserChange {
  readonly user: User;
  readonly events: DomainEvent[];
}

/** A new user without connections. */
export function newUser(input: CreateUserInput, at: { id: string; now: Timestamp }): UserChange {
  const user: User = {
    id: at.id,
    created_at: at.now,
    employers_connected: [],
    data_providers_connected: [],
    external_metadata: input.external_metadata ?? rawJson('{}'),
  };
  return { user, events: [{ type: 'users.created', occurred_at: at.now, data: { user: at.id } }] };
}

/** Replaces the metadata if there is any in the input. No event when nothing changes. */
export function updateUser(user: User, input: UpdateUserInput, now: Timestamp): UserChange {
  const metadata = input.external_metadata;
  if (metadata === undefined || jsonText(metadata) === jsonText(user.external_metadata)) {
    return { user, events: [] };
  }
  return {
    user: { ...user, external_metadata: metadata },
    events: [{ type: 'users.updated', occurred_at: now, data: { user: user.id } }],
  };
}

/** The user after an account for this link item was made. The same object when it was there before. */
export function addDataProvider(user: User, link_item: string): User {
  const data_providers_connected = union(user.data_providers_connected, [link_item]);
  return data_providers_connected === user.data_providers_connected
    ? user
    : { ...user, data_providers_connected };
}

/** The user after a scan found these employers. The same object when all were there before. */
export function addEmployers(user: User, names: readonly string[]): User {
  const employers_connected = union(user.employers_connected, names);
  return employers_connected === user.employers_connected ? user : { ...user, employers_connected };
}

/** The events of a user's removal; those of the user's accounts come from `removeAccount`. */
export function removeUser(user: User, now: Timestamp): { events: DomainEvent[] } {
  return { events: [{ type: 'users.removed', occurred_at: now, data: { user: user.id } }] };
}
