import type { ReactNode } from 'react';
import { counted } from './numbers.ts';
import { Pager } from './pager.tsx';
import { type Column, Table } from './table.tsx';

/** One page of a list as a table, with the ways to the pages before and after it. */
export function PagedTable<Row extends { readonly id: string }>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  page: {
    readonly results: readonly Row[];
    readonly next: string | null;
    readonly previous: string | null;
    readonly count: number;
  };
  /** What a row is, one and many. */
  noun: readonly [one: string, many: string];
  selected: string | undefined;
  stale: boolean;
  /** A link to the page at a cursor. */
  link(cursor: string, text: ReactNode): ReactNode;
}) {
  const { page, link } = props;
  const { results, next, previous, count } = page;
  return (
    <>
      <Table
        caption={props.caption}
        columns={props.columns}
        rows={results}
        keyOf={({ id }) => id}
        selected={props.selected}
        stale={props.stale}
      />
      {next || previous ? (
        <Pager
          shown={`${results.length} of ${counted(count, ...props.noun)}`}
          previous={previous ? (text) => link(previous, text) : undefined}
          next={next ? (text) => link(next, text) : undefined}
        />
      ) : null}
    </>
  );
}
