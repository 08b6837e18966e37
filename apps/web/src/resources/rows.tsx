import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useAccount } from '../accounts/account-context.tsx';
import { Empty } from '../ui/empty.tsx';
import { PagedTable } from '../ui/paged-table.tsx';
import { Problem } from '../ui/problem.tsx';
import { type Column, TableWaiting } from '../ui/table.tsx';
import { Absent, NoneBetween } from './absent.tsx';
import { type Found, type Listed, useOpenRow } from './asked.ts';
import { DateFilter } from './date-filter.tsx';
import type { Kind } from './kinds.ts';
import { RowPanel } from './row-panel.tsx';

const route = getRouteApi('/in/$environment/accounts/$id/$kind');

/** What the page of one kind is made of. */
interface RowsProps<Row> {
  readonly kind: Kind;
  /** What a row is, one and many. */
  readonly noun: readonly [one: string, many: string];
  readonly columns: readonly Column<Row>[];
  readonly list: Listed<Row>;
  readonly open: Found<Row>;
  /** Rows have a date of their own, by which they can be narrowed. */
  readonly dated?: boolean;
  /** What the panel of a row says, under which heading. */
  panel(row: Row): { readonly title: ReactNode; readonly content: ReactNode };
}

/** The rows of one kind: dates to narrow them, pages, and one row beside the others. */
export function Rows<Row extends { readonly id: string; readonly account: string }>(
  props: RowsProps<Row>,
) {
  const { list, open, kind } = props;
  const row = useOpenRow();
  const { id } = useAccount();
  const known = open.data ?? list.data?.results.find((each) => each.id === row);
  return (
    <div className="rows" data-open={row === undefined ? undefined : true}>
      <section className="rows-list" aria-label={kind.title}>
        {props.dated ? <DateFilter /> : null}
        <RowsTable {...props} />
        {list.data?.count === 0 ? <None kind={kind} /> : null}
      </section>
      {row === undefined ? null : (
        <RowPanel
          key={row}
          noun={props.noun[0]}
          path={kind.path}
          list={kind.title}
          row={known?.account === id ? known : undefined}
          error={open.error}
          parts={known?.account === id ? props.panel(known) : undefined}
          foreign={known !== undefined && known.account !== id}
        />
      )}
    </div>
  );
}

function None({ kind }: { kind: Kind }) {
  const { from, to } = route.useSearch();
  const narrowed = from !== undefined || to !== undefined;
  return narrowed ? <NoneBetween kind={kind} /> : <Absent kind={kind} />;
}

function RowsTable<Row extends { readonly id: string }>({
  list,
  noun,
  kind,
  columns,
}: RowsProps<Row>) {
  const navigate = route.useNavigate();
  const row = useOpenRow();
  const { page } = route.useSearch();
  const toFirst = () =>
    void navigate({ to: '.', search: ({ page: _, ...rest }) => rest, replace: true });
  return (
    <>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.error && page !== undefined ? (
        <Button variant="default" onClick={toFirst}>
          Go to the first page
        </Button>
      ) : null}
      {list.isPending ? <TableWaiting what={noun[1]} /> : null}
      {list.data && list.data.results.length > 0 ? (
        <PagedTable
          caption={`${kind.title}, newest first`}
          columns={columns}
          page={list.data}
          noun={noun}
          selected={row}
          stale={list.isPlaceholderData}
          link={(cursor, text) => <PageLink cursor={cursor}>{text}</PageLink>}
        />
      ) : null}
      {/* A cursor can outlive the rows behind it. */}
      {list.data && list.data.results.length === 0 && list.data.count > 0 ? (
        <Empty title="There is nothing on this page any more.">
          <Button variant="default" onClick={toFirst}>
            Go to the first page
          </Button>
        </Empty>
      ) : null}
    </>
  );
}

function PageLink({ cursor, children }: { cursor: string; children: ReactNode }) {
  return (
    <Link
      from="/$environment/accounts/$id/$kind"
      to="."
      search={(search) => ({ ...search, page: cursor })}
    >
      {children}
    </Link>
  );
}
