import type { ReactNode } from 'react';
import { Raw } from '../keys/raw.tsx';
import { Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { Absent } from './absent.tsx';
import type { Listed } from './asked.ts';
import type { Kind } from './kinds.ts';

/** A kind of which an account has one as a rule: it is shown at once, without a list. */
export function Single<Row extends { readonly id: string }>(props: {
  kind: Kind;
  list: Listed<Row>;
  show(row: Row): ReactNode;
}) {
  const { kind, list, show } = props;
  return (
    <>
      {list.error ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting lines={6} what={kind.title} /> : null}
      {list.data?.count === 0 ? <Absent kind={kind} /> : null}
      {list.data?.results.map((row) => (
        <section key={row.id} className="single" aria-label={kind.title}>
          {show(row)}
          <Raw value={row} path={`/v1/${kind.path}/${row.id}`} />
        </section>
      ))}
    </>
  );
}
