import type { Point, Sheet } from './sheet.ts';
import { hairline, muted } from './words.ts';

/** Sheets that are added as their content needs them. */
export interface Flow {
  /** The sheet of that number, counted from 0, which is added when it is the next one. */
  sheet(page: number): Sheet;
  /** Where the content of the second and later sheets begins. */
  readonly top: number;
  /** Below this nothing is drawn. */
  readonly bottom: number;
}

/** How far the content has come. */
export interface Place {
  readonly page: number;
  readonly y: number;
}

/** One column: numbers stand to the right. */
export interface Column {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
}

/** A titled list of rows with a line of sums. */
export interface Table {
  readonly title: string;
  readonly x: number;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly sums?: readonly string[];
}

const ROW = 15;
const HEAD = 33;
const GAP = 8;

/** Draws a table, over several sheets when it is long, and says where it ended. */
export function drawTable(flow: Flow, start: Place, table: Table): Place {
  const { rows, sums } = table;
  let { page, y } = start;
  if (y + HEAD + ROW * Math.min(rows.length + 1, 3) > flow.bottom) {
    page += 1;
    y = flow.top;
  }
  y = drawHead(flow.sheet(page), y, table);
  for (const [n, row] of rows.entries()) {
    // The sums never stand alone on a sheet.
    const needed = sums && n === rows.length - 1 ? 2 * ROW : ROW;
    if (y + needed > flow.bottom) {
      page += 1;
      y = drawHead(flow.sheet(page), flow.top, { ...table, title: `${table.title}, continued` });
    }
    y = drawRow(flow.sheet(page), { y, last: n === rows.length - 1 }, { table, row });
  }
  if (sums) y = drawSums(flow.sheet(page), y, { table, sums });
  return { page, y };
}

function drawHead(sheet: Sheet, y: number, { title, x, columns }: Table): number {
  sheet.text(title, { x, y: y + 11 }, { size: 10, face: 'bold' });
  drawCells(columns, { x, y: y + 25 }, (column, at) => {
    const { align, width } = column;
    sheet.text(column.title, at, { size: 6.8, color: muted, align, width: width - GAP });
  });
  const line = y + HEAD - 3;
  sheet.line(
    { x, y: line },
    { x: x + widthOfAll(columns), y: line },
    { color: muted, weight: 0.7 },
  );
  return y + HEAD - 3;
}

function drawRow(
  sheet: Sheet,
  { y, last }: { readonly y: number; readonly last: boolean },
  { table, row }: { readonly table: Table; readonly row: readonly string[] },
): number {
  const { x, columns } = table;
  drawCells(columns, { x, y: y + 10.5 }, ({ align, width }, at, n) => {
    sheet.text(row[n] ?? '', at, { size: 8.6, align, width: width - GAP });
  });
  const line = y + ROW;
  if (!last) {
    sheet.line(
      { x, y: line },
      { x: x + widthOfAll(columns), y: line },
      { color: hairline, weight: 0.4 },
    );
  }
  return line;
}

function drawSums(
  sheet: Sheet,
  y: number,
  { table, sums }: { readonly table: Table; readonly sums: readonly string[] },
): number {
  const { x, columns } = table;
  sheet.line({ x, y }, { x: x + widthOfAll(columns), y }, { color: muted, weight: 0.7 });
  drawCells(columns, { x, y: y + 11.5 }, ({ align, width }, at, n) => {
    sheet.text(sums[n] ?? '', at, { size: 8.6, face: 'bold', align, width: width - GAP });
  });
  return y + ROW + 2;
}

function drawCells(
  columns: readonly Column[],
  { x, y }: Point,
  draw: (column: Column, at: Point, n: number) => void,
): void {
  let left = x;
  for (const [n, column] of columns.entries()) {
    draw(column, { x: column.align === 'right' ? left + column.width : left, y }, n);
    left += column.width;
  }
}

function widthOfAll(columns: readonly Column[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}
