import type { Tables } from './tables.ts';

/** What a column of a row is: a part of its name, or what the row says. */
type Part = 'key' | 'value';

/** Every column but the environment, which tells a world from its copies. */
type Columns<Row> = { readonly [Column in Exclude<keyof Row, 'environment_id'>]-?: Part };

/**
 * What becomes of every table when a world is copied, brought back or emptied. `stays`: it is no part of a
 * world. `forgotten`: nothing of it is copied, and a world that comes has none of it. Columns: it is a part
 * of the world. Those that others refer to stand before them.
 */
const fates: { readonly [Table in keyof Tables]: Columns<Tables[Table]> | 'stays' | 'forgotten' } =
  {
    instance: 'stays',
    clients: 'stays',
    environments: 'stays',
    api_keys: 'stays',
    link_keys: 'stays',
    link_settings: 'stays',
    signing_keys: 'stays',
    operators: 'stays',
    sessions: 'stays',
    sign_in_links: 'stays',
    // What was told is told, and its numbers are never given twice.
    events: 'stays',
    webhooks: 'stays',
    deliveries: 'stays',
    delivery_attempts: 'stays',
    // Those of people who are gone go with them. What was revoked stays revoked.
    tokens: 'stays',
    // They tell of a world that is no more.
    idempotency: 'forgotten',
    users: {
      id: 'key',
      created_at: 'value',
      employers_connected: 'value',
      data_providers_connected: 'value',
      external_metadata: 'value',
    },
    user_search: { value: 'key', user_id: 'key' },
    accounts: {
      id: 'key',
      user_id: 'value',
      created_at: 'value',
      status: 'value',
      active_at: 'value',
      body: 'value',
    },
    connections: {
      account_id: 'key',
      user_id: 'value',
      link_item: 'value',
      login_hash: 'value',
      credentials: 'value',
      session: 'value',
      resume: 'value',
      challenge: 'value',
      challenge_ends_at: 'value',
      attempt: 'value',
    },
    jobs: {
      id: 'key',
      kind: 'value',
      payload: 'value',
      due_at: 'value',
      leased_until: 'value',
      fence: 'value',
      attempts: 'value',
      user_id: 'value',
      account_id: 'value',
      sequence: 'value',
      upkeep: 'value',
    },
    resources: {
      kind: 'key',
      id: 'key',
      account_id: 'value',
      user_id: 'value',
      date: 'value',
      created_at: 'value',
      updated_at: 'value',
      fingerprint: 'value',
      source_id: 'value',
      employer: 'value',
      body: 'value',
      secrets: 'value',
      content: 'value',
    },
    blobs: {
      id: 'key',
      account_id: 'value',
      user_id: 'value',
      form_id: 'value',
      slot: 'value',
      name: 'value',
      media_type: 'value',
      size: 'value',
      created_at: 'value',
      content: 'value',
    },
    scans: {
      account_id: 'key',
      cursor: 'value',
      last: 'value',
      finished: 'value',
      forced: 'value',
      served: 'value',
      told: 'value',
      again: 'value',
    },
    switches: { account_id: 'key', config: 'value', resume: 'value' },
    scenarios: { name: 'key', updated_at: 'value', source: 'value', body: 'value' },
    counters: { name: 'key', value: 'value' },
  };

/** A table of which every world has its own rows. */
export interface WorldTable {
  readonly name: keyof Tables;
  /** Name a row within its world. */
  readonly key: readonly string[];
  readonly values: readonly string[];
}

/** The tables of a world; those that others refer to come first. */
export const worldTables: readonly WorldTable[] = Object.entries(fates).flatMap(
  ([name, columns]) => {
    if (typeof columns === 'string') return [];
    const parts = Object.entries<Part>(columns);
    const those = (part: Part) => parts.filter(([, is]) => is === part).map(([column]) => column);
    // Safe: these are the names of the entries above.
    return [{ name: name as keyof Tables, key: those('key'), values: those('value') }];
  },
);

/** All other tables. */
export const otherTables: readonly string[] = Object.entries(fates).flatMap(([name, fate]) =>
  typeof fate === 'string' ? [name] : [],
);
