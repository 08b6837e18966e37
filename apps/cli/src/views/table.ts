import CliTable from 'cli-table3';
import type { View } from '../io.ts';
import type { Paint } from './paint.ts';
import { plain } from './text.ts';

/** A column of a table. */
export interface Column<T> {
  readonly title: string;
  of(row: T): string;
  /** Colours a cell. */
  readonly paint?: (text: string, row: T, paint: Paint) => string;
  readonly align?: 'right';
  /** Holds free text, which is cut where a terminal is too narrow. Ids and times never are. */
  readonly cut?: true;
  /** The least that is left of it, in columns of the screen: 12 when not given. */
  readonly least?: number;
  /** Left out, the last one first, where a terminal is too narrow even so. */
  readonly optional?: true;
}

/** The least that is left of a column of free text. */
const NARROWEST = 12;
const GAP = '  ';

/** A column with the room that it takes. */
interface Fitted<T> {
  readonly column: Column<T>;
  readonly width: number;
}

/**
 * Shows rows as a table, which fits the terminal if there is one. Called again with the rows of a next
 * page it goes on with the same table, so make a new one for every list.
 */
export function table<T>(columns: readonly Column<T>[]): View<readonly T[]> {
  let wanted: readonly Fitted<T>[] | undefined;
  return (rows, paint) => {
    const isFirst = wanted === undefined;
    const before = wanted ?? columns.map((column) => ({ column, width: 0 }));
    wanted = before.map(({ column, width }) => ({
      column,
      width: Math.max(width, widthOfColumn(column, rows)),
    }));
    const fitted = fit(wanted, paint.width);
    wanted = wanted.filter(({ column }) => fitted.some((one) => one.column === column));
    return draw(rows, fitted, { paint, head: isFirst });
  };
}

function fit<T>(wanted: readonly Fitted<T>[], room: number | undefined): readonly Fitted<T>[] {
  const needed = sum(wanted) + GAP.length * (wanted.length - 1);
  if (room === undefined || needed <= room) return wanted;
  const cuttable = wanted.filter(({ column }) => column.cut);
  const free = room - needed + sum(cuttable);
  if (cuttable.length > 0 && free >= leastOf(cuttable)) {
    const width = shareOf(cuttable, free);
    return wanted.map((one) =>
      one.column.cut ? { ...one, width: Math.min(one.width, width) } : one,
    );
  }
  const last = wanted.findLast(({ column }) => column.optional);
  if (last)
    return fit(
      wanted.filter((one) => one !== last),
      room,
    );
  return wanted.map((one) =>
    one.column.cut ? { ...one, width: Math.min(one.width, NARROWEST) } : one,
  );
}

/** What columns of free text need even when cut; short texts need no more than they have. */
function leastOf<T>(columns: readonly Fitted<T>[]): number {
  return columns.reduce(
    (total, { column, width }) => total + Math.min(width, column.least ?? NARROWEST),
    0,
  );
}

/** The width that each long text may take when short ones leave what they do not need. */
function shareOf(
  columns: readonly Fitted<never>[] | readonly Fitted<unknown>[],
  free: number,
): number {
  const widths = columns.map(({ width }) => width).sort((a, b) => a - b);
  let rest = free;
  for (const [index, width] of widths.entries()) {
    const share = Math.floor(rest / (widths.length - index));
    if (width > share) return share;
    rest -= width;
  }
  return free;
}

function sum(columns: readonly { width: number }[]): number {
  return columns.reduce((total, { width }) => total + width, 0);
}

/** How many columns of the screen the widest cell takes; the library knows which characters take two. */
function widthOfColumn<T>(column: Column<T>, rows: readonly T[]): number {
  const measure = bare({ head: [column.title] });
  measure.push(...rows.map((row) => [plain(column.of(row))]));
  return measure.width;
}

function draw<T>(
  rows: readonly T[],
  columns: readonly Fitted<T>[],
  { paint, head }: { paint: Paint; head: boolean },
): string {
  const drawn = bare({
    head: head ? columns.map(({ column }) => paint.dim(column.title)) : [],
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ column }) => column.align ?? 'left'),
  });
  for (const row of rows) {
    drawn.push(columns.map(({ column }) => cellOf(column, row, paint)));
  }
  if (drawn.length === 0 && !head) return '';
  return drawn.toString().replace(/ +$/gm, '');
}

function cellOf<T>(column: Column<T>, row: T, paint: Paint): string {
  const text = plain(column.of(row));
  return column.paint ? column.paint(text, row, paint) : text;
}

/** A table without lines. */
function bare(options: CliTable.TableConstructorOptions): CliTable.Table {
  const none = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) =>
    ['', '-mid', '-left', '-right'].map((corner) => [side + corner, '']),
  );
  return new CliTable({
    ...options,
    chars: { ...Object.fromEntries(none), middle: GAP },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    truncate: '…',
  });
}
