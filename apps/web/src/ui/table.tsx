import type { ReactNode } from 'react';

/** One column: its heading, what a row shows in it, and when it gives way in a narrow place. */
export interface Column<Row> {
  readonly name: string;
  cell(row: Row): ReactNode;
  readonly align?: 'right';
  /** Hidden first, second, or never. */
  readonly gives?: 'first' | 'second' | undefined;
  /** A share of the width; columns without one are as wide as their text. */
  readonly grow?: boolean;
}

/** A dense table. Rows whose first cell holds a `.row-link` can be clicked anywhere. */
export function Table<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string;
  selected?: string | undefined;
  stale?: boolean | undefined;
}) {
  const { caption, columns, rows, keyOf, selected } = props;
  return (
    <div className="table-frame" data-stale={props.stale || undefined}>
      <table className="table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" {...place(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-selected={keyOf(row) === selected || undefined}>
              {columns.map((column) => (
                <td key={column.name} {...place(column)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A table whose rows are still on their way. */
export function TableWaiting({ rows = 8, what }: { rows?: number; what: string }) {
  return (
    <div className="table-frame" role="status">
      <span className="sr-only">Loading {what}</span>
      <div className="table-waiting" aria-hidden="true">
        {Array.from({ length: rows + 1 }, (_, row) => (
          <div key={row} />
        ))}
      </div>
    </div>
  );
}

function place<Row>({ align, gives, grow }: Column<Row>) {
  return { 'data-align': align, 'data-gives': gives, 'data-grow': grow || undefined };
}
