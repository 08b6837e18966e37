import type { Area, Point, Sheet } from './sheet.ts';
import { muted } from './words.ts';

/** A label above its value. */
export interface Field {
  readonly label: string;
  readonly value: string;
}

/** How fields are set: the size of values, and what a line may fill. */
export interface FieldType {
  readonly size: number;
  readonly width: number;
  readonly face?: 'regular' | 'bold';
  readonly color?: string;
}

/** Draws a field whose label has its baseline at a place. */
export function drawField(sheet: Sheet, at: Point, field: Field & FieldType): void {
  const { label, value, size, width, ...type } = field;
  sheet.text(label, at, { size: labelSize(size), color: muted, width });
  sheet.text(value, { x: at.x, y: at.y + size * 1.25 }, { size, width, ...type });
}

/** Draws lines below a label, such as those of an address. */
export function drawLines(
  sheet: Sheet,
  at: Point,
  { label, lines, size, width }: { label: string; lines: readonly string[] } & FieldType,
): void {
  sheet.text(label, at, { size: labelSize(size), color: muted, width });
  for (const [n, line] of lines.entries()) {
    sheet.text(line, { x: at.x, y: at.y + size * 1.25 * (n + 1) }, { size, width });
  }
}

function labelSize(size: number): number {
  return Math.min(7, size * 0.72);
}

/** A box of a tax form: its number and name above, what is filled in below. */
export interface Box extends Area {
  readonly number?: string;
  readonly label: string;
  readonly lines?: readonly string[];
  /** Amounts stand to the right. */
  readonly amount?: string;
}

const PADDING = 4;
const LABEL = 5.8;
const VALUE = 9.5;

/** Draws a box of a tax form. */
export function drawBox(sheet: Sheet, box: Box): void {
  const { x, y, width, height, number, label, lines = [], amount } = box;
  sheet.area({ x, y, width, height }, { stroke: '#1B1E23', weight: 0.6 });
  const inner = width - 2 * PADDING;
  const [left, right] = [x + PADDING, x + width - PADDING];
  if (number) sheet.text(number, { x: left, y: y + 8 }, { size: 6.4, face: 'bold' });
  const shift = number ? 3.5 + number.length * 3.5 : 0;
  sheet.text(label, { x: left + shift, y: y + 8 }, { size: LABEL, width: inner - shift });
  const first = lines.length > 1 ? y + 22 : y + height - 6;
  for (const [n, line] of lines.entries()) {
    const type = { size: VALUE, width: inner };
    sheet.text(line, { x: left, y: first + n * 12 }, type);
  }
  if (amount) {
    sheet.text(
      amount,
      { x: right, y: y + height - 6 },
      { size: VALUE, width: inner, align: 'right' },
    );
  }
}
