import {
  type PageRequest,
  type ResourceKind,
  resourceKinds,
  type Timestamp,
  type WholeSecond,
} from '@intarsia/domain';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from './engines/engine.ts';
import { type Building, type Statement, statement } from './engines/statements.ts';
import type { ResourcesTable, Tables } from './tables.ts';

/** Bounds on the dates of resources, both included. */
export interface DateRange {
  readonly from?: Timestamp | WholeSecond | undefined;
  readonly to?: Timestamp | WholeSecond | undefined;
}

/** A page of resources. */
export interface ResourcePageRequest extends PageRequest {
  /** What it sorts by: the date of its kind, or when we first saw each of them. */
  readonly by?: 'date' | 'created_at' | undefined;
}

/** Of whom rows are asked for: of one account, of one user, or of everybody. */
export interface Owner {
  readonly column: 'account_id' | 'user_id' | undefined;
  readonly id: string;
}

/** Which rows are asked for. */
export interface Chosen extends DateRange {
  readonly environment_id: string;
  readonly kind: ResourceKind;
  readonly owner: Owner;
}

interface ChosenArgs {
  environment_id: string;
  kind: string;
  owner: string;
  from: string;
  to: string;
}

interface PageArgs extends ChosenArgs {
  take: number;
  offset: number;
  time: string;
  id: string;
}

/** What lists show: not the files, which can be large. */
export const shown = [
  'id',
  'account_id',
  'user_id',
  'employer',
  'date',
  'created_at',
  'updated_at',
  'body',
  'secrets',
] as const;

/** Whether a row has a file, which itself is not read for it: 1 or 0, as SQLite knows no other truth. */
export const hasFile = sql<number>`case when content is null then 0 else 1 end`.as('has_file');

/** A row as lists show it. */
export type ShownRow = Pick<ResourcesTable, (typeof shown)[number]> & { has_file: number };

/** Rows sorted by an index, or by hand where there is none. */
type Sorting = 'date' | 'created_at' | 'created_at by hand';

interface Shape {
  readonly column: Owner['column'];
  readonly sorting: Sorting;
  readonly order: 'asc' | 'desc';
  readonly isAfter: boolean;
}

const columns = [undefined, 'user_id', 'account_id'] as const;

/** By creation there is an index for an environment as a whole. */
const shapes = [
  ...columns.flatMap((column) => ordersOf(column, 'date')),
  ...columns.flatMap((column) => ordersOf(column, 'created_at by hand')),
  ...ordersOf(undefined, 'created_at'),
];

function ordersOf(column: Owner['column'], sorting: Sorting): Shape[] {
  return (['asc', 'desc'] as const).flatMap((order) =>
    [false, true].map((isAfter) => ({ column, sorting, order, isAfter })),
  );
}

/** Every list of resources. */
export const resourcePages: ReadonlyMap<string, Statement<PageArgs, ShownRow>> = new Map(
  shapes.map((shape) => [nameOf(shape), pageStatement(shape)]),
);

function nameOf({ column, sorting, order, isAfter }: Shape): string {
  return `${column ?? 'all'} by ${sorting} ${order}${isAfter ? ' after' : ''}`;
}

/**
 * The comparison with a position is one range of an index, so that a page far behind costs what the first
 * one does. What is sorted by hand is sorted by an expression, or planners would rather walk the rows of
 * everybody in the order that they want.
 */
function pageStatement(shape: Shape): Statement<PageArgs, ShownRow> {
  const { sorting, order, isAfter } = shape;
  const time =
    sorting === 'created_at by hand'
      ? sql<string>`(created_at || '')`
      : sql.ref<string>(sorting === 'date' ? 'date' : 'created_at');
  return statement<PageArgs>()((building) => {
    const { p } = building;
    const rows = boundRows(building, shape).select(shown).select(hasFile);
    const sorted = rows.orderBy(time, order).orderBy('id', order).limit(p.take);
    if (!isAfter) return sorted.offset(p.offset);
    const beyond = order === 'asc' ? sql`>` : sql`<`;
    return sorted.where(sql<boolean>`(${time}, id) ${beyond} (${p.time}, ${p.id})`);
  });
}

/** A position by date is a bound itself; with a second one on its side, planners may take the wrong one. */
function boundRows(building: Building<PageArgs>, { column, sorting, order, isAfter }: Shape) {
  const { p } = building;
  const rows = ownRows(building, column);
  if (sorting === 'created_at') return rows;
  const isBound = isAfter && sorting === 'date';
  const bound = isBound && order === 'asc' ? rows : rows.where('date', '>=', p.from);
  return isBound && order === 'desc' ? bound : bound.where('date', '<=', p.to);
}

function ownRows(
  { q, p }: Building<ChosenArgs>,
  column: Owner['column'],
): SelectQueryBuilder<Tables, 'resources', object> {
  const rows = q
    .selectFrom('resources')
    .where('environment_id', '=', p.environment_id)
    .where('kind', '=', p.kind);
  return column ? rows.where(column, '=', p.owner) : rows;
}

const countIn = (column: Owner['column']) =>
  statement<ChosenArgs>()((building) =>
    ownRows(building, column)
      .select((eb) => eb.fn.countAll<number>().as('value'))
      .where('date', '>=', building.p.from)
      .where('date', '<=', building.p.to),
  );

/** Counts of resources between two dates, by whose they are. */
export const rangeCounts = {
  environment: countIn(undefined),
  user_id: countIn('user_id'),
  account_id: countIn('account_id'),
};

/** The rows of a page, and the one behind it. */
export async function pageOfResources(
  db: Db,
  chosen: Chosen,
  request: ResourcePageRequest,
): Promise<ShownRow[]> {
  const { limit, offset, order } = request;
  const { column } = chosen.owner;
  const sorting = sortingOf(chosen, request);
  const after = positionWithin(chosen, request, sorting);
  const found = resourcePages.get(nameOf({ column, sorting, order, isAfter: after !== undefined }));
  if (!found) throw new Error('There is a statement for every list.');
  const place = {
    offset: request.after ? 0 : offset,
    time: after?.time ?? '',
    id: after?.id ?? '',
  };
  return db.all(found, { ...argsOf(chosen), ...place, take: limit + 1 });
}

/** How many rows lie between two dates, counted on the index. */
export async function countInRange(db: Db, chosen: Chosen): Promise<number> {
  const { column = 'environment' } = chosen.owner;
  return (await db.first(rangeCounts[column], argsOf(chosen)))?.value ?? 0;
}

/** True where dates bound the rows at all. */
export function isBounded({ from, to }: DateRange): boolean {
  return from !== undefined || to !== undefined;
}

/** Before and behind all times, as text. */
const FIRST = '';
const LAST = '~';

function argsOf({ environment_id, kind, owner, from = FIRST, to = LAST }: Chosen): ChosenArgs {
  return { environment_id, kind, owner: owner.id, from, to };
}

function sortingOf(chosen: Chosen, { by }: ResourcePageRequest): Sorting {
  if (by !== 'created_at' || resourceKinds[chosen.kind].date === 'created_at') return 'date';
  return chosen.owner.column || isBounded(chosen) ? 'created_at by hand' : 'created_at';
}

/** A position before all that is asked for is none. */
function positionWithin(
  { from = FIRST, to = LAST }: Chosen,
  { order, after }: ResourcePageRequest,
  sorting: Sorting,
): ResourcePageRequest['after'] {
  if (!after || sorting !== 'date') return after;
  const isBefore = order === 'asc' ? after.time < from : after.time > to;
  return isBefore ? undefined : after;
}
