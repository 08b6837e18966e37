import type { PageRequest } from '@intarsia/domain';
import { type SelectQueryBuilder, sql } from 'kysely';
import type { Db } from './engines/engine.ts';
import { type Building, type Statement, statement } from './engines/statements.ts';

/** What the statements of a page are run with, beside the values of their filter. */
interface PageArgs {
  take: number;
  offset: number;
  time: string;
  id: string;
}

/** The four shapes of a page: two orders, each from the start (and an offset) or behind a position. */
export interface PageStatements<Filter, Row> {
  readonly asc: Statement<Filter & PageArgs, Row>;
  readonly desc: Statement<Filter & PageArgs, Row>;
  readonly ascAfter: Statement<Filter & PageArgs, Row>;
  readonly descAfter: Statement<Filter & PageArgs, Row>;
}

/**
 * Pages over a query by (created_at, id). The comparison of the pair is one range of the index, so that
 * a page far behind costs what the first one does.
 */
export function pageStatements<Filter>(): <DB, TB extends keyof DB, Row>(
  base: (building: Building<Filter & PageArgs>) => SelectQueryBuilder<DB, TB, Row>,
  table: string,
) => PageStatements<Filter, Row> {
  return (base, table) => {
    const time = sql.ref(`${table}.created_at`);
    const id = sql.ref(`${table}.id`);
    const shape = (order: 'asc' | 'desc', isAfter: boolean) =>
      statement<Filter & PageArgs>()((building) => {
        const { p } = building;
        const sorted = base(building).orderBy(time, order).orderBy(id, order).limit(p.take);
        if (!isAfter) return sorted.offset(p.offset);
        const beyond = order === 'asc' ? sql`>` : sql`<`;
        return sorted.where(sql<boolean>`(${time}, ${id}) ${beyond} (${p.time}, ${p.id})`);
      });
    return {
      asc: shape('asc', false),
      desc: shape('desc', false),
      ascAfter: shape('asc', true),
      descAfter: shape('desc', true),
    };
  };
}

/** Up to one row more than the page has, so that the caller sees whether there is another page. */
export function pageOf<Filter, Row>(
  db: Db,
  statements: PageStatements<Filter, Row>,
  { filter, request }: { filter: Filter; request: PageRequest },
): Promise<Row[]> {
  const { limit, offset, order, after } = request;
  const chosen = after ? statements[`${order}After`] : statements[order];
  const take = limit + 1;
  return db.all(chosen, { ...filter, take, offset, time: after?.time ?? '', id: after?.id ?? '' });
}
