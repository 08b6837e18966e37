import {
  type Account,
  newClient,
  newEnvironment,
  rawJson,
  type Scope,
  type User,
} from '@intarsia/domain';
import type { NewResource } from '../resources.ts';
import type { Store } from '../store.ts';

/** A moment at which tests begin. */
export const START = '2022-04-22T14:26:40.682437Z';

/** The id with this number: 1, 2, … sort as numbers do. */
export function testId(number: number): string {
  return `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

/** A client with one environment; gives the environment's scope. `number` tells several apart. */
export async function openWorld(store: Pick<Store, 'write'>, number = 1): Promise<Scope> {
  const client = newClient(
    { name: `Client ${number}` },
    { id: testId(0xc000 + number), now: START },
  );
  const environment = newEnvironment(
    { client_id: client.id, kind: 'sandbox', seed: 'seed' },
    { id: testId(0xe000 + number), now: START },
  );
  await store.write(async (tx) => {
    await tx.clients.insert(client, { data_key: 'sealed' });
    await tx.environments.insert(environment);
  });
  return { environment_id: environment.id };
}

/** A user; `given` replaces what it is made of. */
export function testUser(id: string, given: Partial<User> = {}): User {
  return {
    id,
    created_at: START,
    employers_connected: [],
    data_providers_connected: [],
    external_metadata: rawJson('{}'),
    ...given,
  };
}

/** An account of a user; `given` replaces what it is made of. */
export function testAccount(id: string, user: string, given: Partial<Account> = {}): Account {
  return {
    id,
    user,
    employers: [],
    link_item: 'uber',
    data_partner: 'uber',
    source: 'argyle_sandbox',
    created_at: START,
    updated_at: START,
    was_connected: false,
    status: 'connecting',
    error_code: null,
    connection: { status: 'connecting', error_code: null, error_message: null, updated_at: START },
    pay_distribution: {
      status: 'idle',
      error_code: null,
      error: null,
      error_message: null,
      updated_at: START,
    },
    availability: {
      profiles: null,
      employments: null,
      reputations: null,
      documents: null,
      vehicles: null,
      pay_allocations: null,
      payouts: null,
      activities: null,
      forms: null,
    },
    ...given,
  };
}

/** A resource; `given` replaces what it is made of. */
export function testResource(
  id: string,
  { body = {}, ...given }: Partial<Omit<NewResource, 'body'>> & { body?: object } = {},
): NewResource {
  const created_at = given.created_at ?? START;
  return {
    id,
    employer: null,
    date: created_at,
    updated_at: created_at,
    fingerprint: `fingerprint of ${id}`,
    source_id: id,
    secrets: null,
    content: null,
    ...given,
    created_at,
    body: JSON.stringify(body),
  };
}

/** A value as JSON would bring it: metadata compares as what it says. */
export function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
