import type { Point, Sheet } from './sheet.ts';
import { hairline, muted } from './words.ts';

/** What stands on the back of a printed tax form: boxes, and what they mean to the person. */
export interface Notes {
  readonly title: string;
  readonly rows: readonly (readonly [box: string, meaning: string])[];
}

const WIDTH = 540;
const ROW = 16;
const MEANING = 96;

/** Draws the notes below a form. */
export function drawNotes(sheet: Sheet, { x, y }: Point, { title, rows }: Notes): void {
  sheet.text(title, { x, y }, { size: 10, face: 'bold' });
  for (const [n, [box, meaning]] of rows.entries()) {
    const top = y + 8 + n * ROW;
    sheet.line({ x, y: top }, { x: x + WIDTH, y: top }, { color: hairline, weight: 0.5 });
    sheet.text(box, { x, y: top + 11 }, { size: 8, face: 'bold', width: MEANING - 8 });
    const at = { x: x + MEANING, y: top + 11 };
    sheet.text(meaning, at, { size: 8, color: muted, width: WIDTH - MEANING });
  }
}
