import { type Compilable, type RawBuilder, sql } from 'kysely';
import { EVENTS, FORGOTTEN, markOf, sequenceOf, WEBHOOKS } from './counters.ts';
import { type Statement, statement } from './engines/statements.ts';
import type { WorldTable } from './world-tables.ts';

/** A world and its copy. */
interface Pair {
  readonly from: string;
  readonly to: string;
}

/** A world that comes back: what was claimed of it before has fences below this one. */
interface Coming extends Pair {
  readonly fence: number;
}

/** The statements that move whole worlds of one table. */
export interface WorldStatements {
  readonly table: WorldTable;
  /** Takes away every row. */
  readonly clear: Statement<{ environment_id: string }, unknown>;
  /** Takes away rows that the other world does not have. */
  readonly removeOthers: Statement<Pair, unknown>;
  /** Brings rows that are not there, and those that are there and say something else. */
  readonly bring: Statement<Coming, unknown>;
  /** All rows in the order of their names. */
  readonly rows: Statement<{ environment_id: string }, Record<string, unknown>>;
}

/** Describes the statements of a table. */
export function worldStatements(table: WorldTable): WorldStatements {
  const name = sql.table(table.name);
  const mine = onlyWorld(table, table.name);
  return {
    table,
    clear: raw<{ environment_id: string }>(
      (p) => sql`delete from ${name} where environment_id = ${p.environment_id} and ${mine}`,
    ),
    removeOthers: raw<Pair>(
      (p) => sql`delete from ${name} where environment_id = ${p.to} and ${mine} and not exists (
        select 1 from ${name} as kept where kept.environment_id = ${p.from}
        and ${same(table.key, 'kept', table.name)})`,
    ),
    bring: raw<Coming>((p) => bring(table, p)),
    rows: raw<{ environment_id: string }>(
      (p) => sql`select ${list([...table.key, ...table.values])} from ${name}
        where environment_id = ${p.environment_id} and ${mine} order by ${list(table.key)}`,
    ),
  };
}

function bring(table: WorldTable, p: Coming): RawBuilder<unknown> {
  const name = sql.table(table.name);
  const columns = [...table.key, ...table.values];
  const brought = columns.map((column) => broughtAs(table, column, p));
  return sql`insert into ${name} (environment_id, ${list(columns)})
    select ${p.to}, ${sql.join(brought)} from ${name} as kept
    where kept.environment_id = ${p.from} and ${onlyWorld(table, 'kept')} and not exists (
      select 1 from ${name} as present where present.environment_id = ${p.to}
      and ${same(table.key, 'present', 'kept')} and ${unchanged(table.values)})
    on conflict (environment_id, ${list(table.key)}) ${overwrite(table.values)}`;
}

/** Jobs come without their leases, and with a fence that nobody can hold. */
function broughtAs({ name }: WorldTable, column: string, p: Coming): RawBuilder<unknown> {
  if (name === 'jobs' && column === 'leased_until') return sql`null`;
  if (name === 'jobs' && column === 'fence') return sql`cast(${p.fence} as bigint)`;
  return sql`${sql.ref(`kept.${column}`)}`;
}

/**
 * The numbers of events are no part of a world: they only go up. Neither is what subscriptions count and
 * have still to send.
 */
function onlyWorld({ name }: WorldTable, alias: string): RawBuilder<unknown> {
  if (name === 'jobs') return sql`${sql.ref(`${alias}.kind`)} <> ${sql.lit('webhooks.deliver')}`;
  if (name !== 'counters') return sql`1 = 1`;
  const counter = sql.ref(`${alias}.name`);
  const others = [EVENTS, FORGOTTEN, WEBHOOKS].map((other) => sql`${counter} <> ${sql.lit(other)}`);
  for (const many of [sequenceOf('%'), markOf('%')]) {
    others.push(sql`${counter} not like ${sql.lit(many)}`);
  }
  return sql.join(others, sql` and `);
}

function same(columns: readonly string[], a: string, b: string): RawBuilder<unknown> {
  const pairs = columns.map(
    (column) => sql`${sql.ref(`${a}.${column}`)} = ${sql.ref(`${b}.${column}`)}`,
  );
  return sql.join(pairs, sql` and `);
}

function unchanged(values: readonly string[]): RawBuilder<unknown> {
  const pairs = values.map(
    (column) =>
      sql`${sql.ref(`present.${column}`)} is not distinct from ${sql.ref(`kept.${column}`)}`,
  );
  return pairs.length === 0 ? sql`1 = 1` : sql.join(pairs, sql` and `);
}

function overwrite(values: readonly string[]): RawBuilder<unknown> {
  if (values.length === 0) return sql`do nothing`;
  const sets = values.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  return sql`do update set ${sql.join(sets)}`;
}

function list(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((column) => sql.ref(column)));
}

function raw<Args>(
  build: (p: { readonly [Name in keyof Args]-?: Args[Name] }) => RawBuilder<unknown>,
): Statement<Args, Record<string, unknown>> {
  return statement<Args>()<Record<string, unknown>>(({ q, p }) => {
    const compilable: Compilable<Record<string, unknown>> = {
      // Safe: whoever builds one names the columns that it gives.
      compile: () => (build(p) as RawBuilder<Record<string, unknown>>).compile(q),
    };
    return compilable;
  });
}
