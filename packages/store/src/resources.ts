import type { Id, ResourceKind, Scope, Timestamp, WholeSecond } from '@intarsia/domain';
import { readCounter, resourcesIn, resourcesOf } from './counters.ts';
import { allRows, type Db, runRows } from './engines/engine.ts';
import { resourceId, type SourceRef } from './name-ids.ts';
import { count, pendingBy, type Tx } from './pending.ts';
import {
  type Chosen,
  countInRange,
  type DateRange,
  isBounded,
  type Owner,
  pageOfResources,
  type ResourcePageRequest,
  type ShownRow,
} from './resource-pages.ts';
import {
  findContent,
  findShown,
  firstAndLast,
  heldBetween,
  heldByIds,
  insertResources,
  ownerOf,
  removeResources,
  updateResource,
} from './resource-statements.ts';
import { reaches } from './scopes.ts';
import type { ResourcesTable } from './tables.ts';

/** A resource as it is stored: what is secret of it stands apart, sealed. */
export interface StoredResource {
  readonly id: Id;
  readonly account: Id;
  readonly employer: string | null;
  /** What lists of its kind sort by. */
  readonly date: Timestamp | WholeSecond;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
  /** The documented members that the others do not say, but for secrets. */
  readonly body: object;
  /** Sealed JSON. */
  readonly secrets: string | null;
  /** Whether its source gave it a file. */
  readonly has_file: boolean;
}

/** A resource to be stored. */
export interface NewResource extends Omit<StoredResource, 'account' | 'body' | 'has_file'> {
  /** The members as JSON text. */
  readonly body: string;
  /** Changes exactly when any of its content does. */
  readonly fingerprint: string;
  /** What the source calls it; null for what people sent in. */
  readonly source_id: string | null;
  /** What its file shows, as sealed JSON; null where there is no file. */
  readonly content: string | null;
}

/** What must be known of a stored row to compare it with a new one. */
export interface HeldResource {
  readonly id: Id;
  readonly fingerprint: string;
  readonly date: Timestamp | WholeSecond;
}

/** Names one resource. */
export interface ResourceKey {
  readonly kind: ResourceKind;
  readonly id: Id;
}

/** Which resources of a kind are meant. */
export interface ResourceFilter extends DateRange {
  readonly kind: ResourceKind;
  readonly account?: Id | undefined;
  readonly user?: Id | undefined;
}

/** Rows of one kind of one account. */
export interface AccountKind {
  readonly kind: ResourceKind;
  readonly account: Id;
}

/** The same, with the user whose account it is. */
export interface OwnedKind extends AccountKind {
  readonly user: Id;
}

/** How many rows there are, from the first date to the last; none without rows. */
export interface ResourceExtent {
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** What accounts have: the nine kinds of data alike. */
export function readResources(db: Db) {
  return {
    async find(scope: Scope, key: ResourceKey): Promise<StoredResource | undefined> {
      const row = await db.first(findShown, { environment_id: scope.environment_id, ...key });
      return row && reaches(scope, row.user_id) ? toResource(row) : undefined;
    },

    /** What the file of a document shows, sealed. */
    async findContent(scope: Scope, key: ResourceKey): Promise<string | undefined> {
      const row = await db.first(findContent, { environment_id: scope.environment_id, ...key });
      return row && reaches(scope, row.user_id) ? (row.content ?? undefined) : undefined;
    },

    /** Up to one more than the page has. */
    async list(
      scope: Scope,
      filter: ResourceFilter,
      request: ResourcePageRequest,
    ): Promise<StoredResource[]> {
      const chosen = await choose(db, scope, filter);
      return chosen ? (await pageOfResources(db, chosen, request)).map(toResource) : [];
    },

    /** From counters, unless dates bound what is counted. */
    async count(scope: Scope, filter: ResourceFilter): Promise<number> {
      const chosen = await choose(db, scope, filter);
      if (!chosen) return 0;
      if (isBounded(filter)) return countInRange(db, chosen);
      return readCounter(db, scope, counterOf(chosen));
    },
  };
}

/** As `readResources`, and changes. Only who has locked the account may change what it has. */
export function writeResources(tx: Tx) {
  return {
    ...readResources(tx),

    /** The id that a record of a scan has here. */
    idOf: (ref: SourceRef): Id => resourceId(ref),

    /** Rows of an account whose dates lie in a range. */
    heldBetween(
      { environment_id }: Scope,
      { account, kind, from = '', to = '~' }: AccountKind & DateRange,
    ): Promise<HeldResource[]> {
      return tx.all(heldBetween, { environment_id, account_id: account, kind, from, to });
    },

    /** Rows with these ids. */
    heldByIds(
      { environment_id }: Scope,
      kind: ResourceKind,
      ids: readonly Id[],
    ): Promise<HeldResource[]> {
      return allRows(
        tx,
        heldByIds,
        ids.map((id) => ({ environment_id, kind, id })),
      );
    },

    /** How many rows of a kind an account has, and which dates they cover. */
    async extent(scope: Scope, { account, kind }: AccountKind): Promise<ResourceExtent> {
      const { environment_id } = scope;
      const ends = await tx.first(firstAndLast, { environment_id, account_id: account, kind });
      const name = resourcesOf(kind, { column: 'account_id', id: account });
      const total = (await readCounter(tx, scope, name)) + pendingBy(tx, scope, name);
      return { count: total, first: ends?.first ?? null, last: ends?.last ?? null };
    },

    /** Rows that were not there before. */
    async insert(scope: Scope, of: OwnedKind, rows: readonly NewResource[]): Promise<void> {
      await runRows(
        tx,
        insertResources,
        rows.map((row) => fromResource(scope, of, row)),
      );
      countKind(tx, scope, { ...of, by: rows.length });
    },

    /** New content of rows that are there. Gives their number. */
    async update(scope: Scope, of: OwnedKind, rows: readonly NewResource[]): Promise<number> {
      let updated = 0;
      for (const row of rows) updated += await tx.run(updateResource, fromResource(scope, of, row));
      return updated;
    },

    /** Takes rows away. Gives their number. */
    async remove(scope: Scope, of: OwnedKind, ids: readonly Id[]): Promise<number> {
      const { environment_id } = scope;
      const { account: account_id, kind } = of;
      const keys = ids.map((id) => ({ environment_id, account_id, kind, id }));
      const removed = await runRows(tx, removeResources, keys);
      countKind(tx, scope, { ...of, by: -removed });
      return removed;
    },
  };
}

/** Undefined where the scope or the filter leaves nothing. An account already says whose its rows are. */
async function choose(
  db: Db,
  scope: Scope,
  { account, user = scope.user_id, ...filter }: ResourceFilter,
): Promise<Chosen | undefined> {
  const { environment_id } = scope;
  const chosenBy = (column: Owner['column'], id: string): Chosen => ({
    ...filter,
    environment_id,
    owner: { column, id },
  });
  if (user !== undefined && !reaches(scope, user)) return undefined;
  if (account === undefined)
    return user === undefined ? chosenBy(undefined, '') : chosenBy('user_id', user);
  if (user !== undefined) {
    const owner = await db.first(ownerOf, { environment_id, id: account });
    if (owner?.user_id !== user) return undefined;
  }
  return chosenBy('account_id', account);
}

function counterOf({ kind, owner }: Chosen): string {
  const { column, id } = owner;
  return column ? resourcesOf(kind, { column, id }) : resourcesIn(kind);
}

function countKind(
  tx: Tx,
  scope: Scope,
  { kind, account, user, by }: OwnedKind & { by: number },
): void {
  const names = [
    resourcesIn(kind),
    resourcesOf(kind, { column: 'user_id', id: user }),
    resourcesOf(kind, { column: 'account_id', id: account }),
  ];
  for (const name of names) count(tx, scope, { name, by });
}

function toResource({ account_id, user_id: _, body, has_file, ...row }: ShownRow): StoredResource {
  return { ...row, account: account_id, body: JSON.parse(body), has_file: has_file === 1 };
}

function fromResource(
  { environment_id }: Scope,
  { kind, account, user }: OwnedKind,
  row: NewResource,
): ResourcesTable {
  return { ...row, environment_id, kind, account_id: account, user_id: user };
}
