import type { Compilable, Kysely, SelectQueryBuilder } from 'kysely';
import type { Tables } from '../tables.ts';
import type { SqlDialect } from './engine.ts';

/** The values that a statement is run with, by name, while it is being built. */
type Params<Args> = { readonly [Name in keyof Args]-?: Args[Name] };

/** What a statement is built from. */
export interface Building<Args> {
  readonly q: Kysely<Tables>;
  readonly p: Params<Args>;
  readonly dialect: SqlDialect;
}

/**
 * A query with named places for its values. It is built and compiled once per engine, prepared once
 * per connection, and then only bound and run: building with Kysely costs more than running.
 */
export interface Statement<Args, Row> {
  readonly build: (building: Building<Args>) => Compilable<Row>;
}

/** Describes a statement. The first call names the type of its values, the second gives the query. */
export function statement<Args>(): <Row>(
  build: (building: Building<Args>) => Compilable<Row>,
) => Statement<Args, Row> {
  return (build) => ({ build });
}

/** A query in two forms: as it is, and keeping others from changing what it finds until the end. */
export interface FindStatements<Args, Row> {
  readonly plain: Statement<Args, Row>;
  readonly locked: Statement<Args, Row>;
}

/** Describes a query that transactions run to decide on what it finds. */
export function findStatements<Args>(): <DB, TB extends keyof DB, Row>(
  build: (building: Building<Args>) => SelectQueryBuilder<DB, TB, Row>,
) => FindStatements<Args, Row> {
  return (build) => ({
    plain: statement<Args>()(build),
    locked: statement<Args>()((building) => building.dialect.locked(build(building))),
  });
}

/** The same statement for 1, 2, … rows of values at once. */
export type RowsStatement<Args, Row> = readonly Statement<readonly Args[], Row>[];

/** The largest number of rows that one statement takes; more are run in several. */
const ROWS_PER_STATEMENT = 32;

/** What a statement over rows is built from. */
interface BuildingRows<Args> {
  readonly q: Kysely<Tables>;
  readonly dialect: SqlDialect;
  readonly rows: Args[];
  /** The first of the rows: gives what all of them have in common. */
  readonly first: Args;
}

/** Describes a statement over rows of values, of which `columns` are given. */
export function rowsStatement<Args extends object>(
  columns: readonly (keyof Args & string)[],
  { most = ROWS_PER_STATEMENT }: { most?: number } = {},
): <Row>(build: (building: BuildingRows<Args>) => Compilable<Row>) => RowsStatement<Args, Row> {
  return (build) =>
    Array.from({ length: most }, (_, index) => ({
      build: ({ q, dialect }) => {
        const rows = Array.from({ length: index + 1 }, (_, row) => slotRow(columns, row));
        return build({ q, dialect, rows, first: slotRow(columns, 0) });
      },
    }));
}

const slot = Symbol('slot');

/** Stands in a query for a value that comes later. */
interface Slot {
  readonly [slot]: string;
  readonly row?: number;
}

function isSlot(value: unknown): value is Slot {
  return typeof value === 'object' && value !== null && slot in value;
}

/** Slots for every name that is asked for. */
function slots<Args>(): Params<Args> {
  const places = new Proxy({}, { get: (_, name) => ({ [slot]: String(name) }) });
  // Safe: a slot only passes through Kysely's typed builders to the compiled parameters, where it is
  // replaced by a value of the type it pretends to have.
  return places as Params<Args>;
}

function slotRow<Args extends object>(
  columns: readonly (keyof Args & string)[],
  row: number,
): Args {
  const places = Object.fromEntries(columns.map((name) => [name, { [slot]: name, row }]));
  // Safe for the same reason as above.
  return places as Args;
}

/** A statement as one engine runs it. */
export interface Compiled {
  readonly sql: string;
  /** The values in the order of their places. */
  bind(args: unknown): unknown[];
}

/** Builds and compiles a statement for an engine. */
export function compile<Args, Row>(
  { build }: Statement<Args, Row>,
  { q, dialect }: { q: Kysely<Tables>; dialect: SqlDialect },
): Compiled {
  const { sql, parameters } = build({ q, dialect, p: slots<Args>() }).compile();
  const places = parameters.map((value) => (isSlot(value) ? placeOf(value) : () => value));
  return { sql, bind: (args) => places.map((place) => place(args)) };
}

function placeOf(place: Slot): (args: unknown) => unknown {
  const name = place[slot];
  const row = place.row;
  // Safe: the type of `Statement` ties its values to the names that its slots were made with.
  if (row === undefined) return (args) => (args as Record<string, unknown>)[name];
  return (args) => (args as Record<string, unknown>[])[row]?.[name];
}
