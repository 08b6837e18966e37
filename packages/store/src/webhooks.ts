import type { PageRequest, Scope, Timestamp, Webhook, WebhookChaos } from '@intarsia/domain';
import { addToCounters, readCounter, WEBHOOKS } from './counters.ts';
import { type Db, runRows } from './engines/engine.ts';
import { findStatements, rowsStatement, statement } from './engines/statements.ts';
import { pageOf, pageStatements } from './pages.ts';
import { count, type Tx } from './pending.ts';
import { isBoundTo } from './scopes.ts';
import type { WebhooksTable } from './tables.ts';

/** A subscription as it is stored. */
export interface StoredWebhook
  extends Pick<Webhook, 'id' | 'name' | 'url' | 'events' | 'config' | 'created_at' | 'updated_at'> {
  /** What signs, sealed. */
  readonly secrets: string;
  readonly paused_at: Timestamp | null;
  /** When the first of the failures was that no success has followed since. */
  readonly failing_since: Timestamp | null;
  /** What is to happen to its deliveries, in a sandbox; null is nothing. */
  readonly chaos: WebhookChaos | null;
}

interface Key {
  environment_id: string;
  id: string;
}

const find = findStatements<Key>()(({ q, p }) =>
  q
    .selectFrom('webhooks')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

const pages = pageStatements<{ environment_id: string }>()(
  ({ q, p }) => q.selectFrom('webhooks').selectAll().where('environment_id', '=', p.environment_id),
  'webhooks',
);

const every = statement<{ environment_id: string }>()(({ q, p }) =>
  q.selectFrom('webhooks').selectAll().where('environment_id', '=', p.environment_id).orderBy('id'),
);

const insert = rowsStatement<WebhooksTable>([
  'environment_id',
  'id',
  'created_at',
  'updated_at',
  'name',
  'url',
  'events',
  'config',
  'secrets',
  'paused_at',
  'failing_since',
  'chaos',
])(({ q, rows }) => q.insertInto('webhooks').values(rows));

const update = statement<Omit<WebhooksTable, 'created_at'>>()(({ q, p }) =>
  q
    .updateTable('webhooks')
    .set({
      updated_at: p.updated_at,
      name: p.name,
      url: p.url,
      events: p.events,
      config: p.config,
      secrets: p.secrets,
      paused_at: p.paused_at,
      failing_since: p.failing_since,
      chaos: p.chaos,
    })
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

const remove = statement<Key>()(({ q, p }) =>
  q.deleteFrom('webhooks').where('environment_id', '=', p.environment_id).where('id', '=', p.id),
);

/** Subscriptions. They belong to a client's backend: whoever may see one person alone sees none. */
export function readWebhooks(db: Db) {
  return {
    async find(scope: Scope, id: string): Promise<StoredWebhook | undefined> {
      if (isBoundTo(scope)) return undefined;
      const row = await db.first(find.plain, { environment_id: scope.environment_id, id });
      return row && toWebhook(row);
    },

    /** Up to one more than the page has. */
    async list(scope: Scope, request: PageRequest): Promise<StoredWebhook[]> {
      if (isBoundTo(scope)) return [];
      const filter = { environment_id: scope.environment_id };
      return (await pageOf(db, pages, { filter, request })).map(toWebhook);
    },

    /** All of them, in the order of their ids. */
    async listAll({ environment_id }: Scope): Promise<StoredWebhook[]> {
      return (await db.all(every, { environment_id })).map(toWebhook);
    },

    async count(scope: Scope): Promise<number> {
      return isBoundTo(scope) ? 0 : readCounter(db, scope, WEBHOOKS);
    },
  };
}

/** As `readWebhooks`, and changes. One that was found stays as it is until the transaction ends. */
export function writeWebhooks(tx: Tx) {
  return {
    ...readWebhooks(tx),

    async find({ environment_id }: Scope, id: string): Promise<StoredWebhook | undefined> {
      const row = await tx.first(find.locked, { environment_id, id });
      return row && toWebhook(row);
    },

    async insert(scope: Scope, webhook: StoredWebhook): Promise<void> {
      await runRows(tx, insert, [fromWebhook(scope, webhook)]);
      count(tx, scope, { name: WEBHOOKS, by: 1 });
    },

    async update(scope: Scope, webhook: StoredWebhook): Promise<void> {
      await tx.run(update, fromWebhook(scope, webhook));
    },

    /** With what is on its way to it. Gives false when there is none. */
    async delete(scope: Scope, id: string): Promise<boolean> {
      // As whoever tells of events: who took them the other way round would wait for those who wait for them.
      await addToCounters(tx, [{ environment_id: scope.environment_id, name: WEBHOOKS, value: 0 }]);
      const removed = await tx.run(remove, { environment_id: scope.environment_id, id });
      if (removed > 0) count(tx, scope, { name: WEBHOOKS, by: -1 });
      return removed > 0;
    },
  };
}

function fromWebhook({ environment_id }: Scope, webhook: StoredWebhook): WebhooksTable {
  return {
    ...webhook,
    environment_id,
    events: JSON.stringify(webhook.events),
    config: webhook.config && JSON.stringify(webhook.config),
    chaos: webhook.chaos && JSON.stringify(webhook.chaos),
  };
}

function toWebhook({ environment_id: _, ...row }: WebhooksTable): StoredWebhook {
  return {
    ...row,
    events: JSON.parse(row.events),
    config: row.config === null ? null : JSON.parse(row.config),
    chaos: row.chaos === null ? null : JSON.parse(row.chaos),
  };
}
