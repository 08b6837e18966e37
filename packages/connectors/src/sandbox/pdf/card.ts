import { newPdf, type PdfFile } from './file.ts';
import type { Sheet, SheetSize } from './sheet.ts';
import { hairline, muted, SAMPLE } from './words.ts';

/** A card with a coloured band across its top and a lattice of diamonds below. */
export interface Card extends SheetSize {
  readonly title: string;
  readonly kind: string;
  readonly color: string;
}

/** How high the band of a card is. */
const BAND = 28;

/** Begins a file of one card. */
export function newCard(card: Card): { readonly pdf: PdfFile; readonly sheet: Sheet } {
  const { width, height, title, kind, color } = card;
  const pdf = newPdf();
  const sheet = pdf.addSheet({ width, height });
  sheet.area({ x: 0, y: 0, width, height }, { fill: '#FBFAF6' });
  drawLattice(sheet, card);
  sheet.area({ x: 0, y: 0, width, height: BAND }, { fill: color });
  const white = { color: '#FFFFFF', face: 'bold' } as const;
  sheet.text(title, { x: 12, y: 18.5 }, { ...white, size: 12.5, width: width * 0.56 });
  const right = { x: width - 12, y: 18 };
  sheet.text(kind, right, { ...white, size: 7, spacing: 0.4, align: 'right', width: width * 0.36 });
  sheet.text(SAMPLE, { x: width / 2, y: height - 5 }, { size: 4.6, color: muted, align: 'center' });
  const edge = { x: 0.5, y: 0.5, width: width - 1, height: height - 1 };
  sheet.area(edge, { stroke: hairline, weight: 1 });
  return { pdf, sheet };
}

const STEP = 13;

function drawLattice(sheet: Sheet, { width, height }: SheetSize): void {
  for (let row = 0; BAND + row * STEP < height; row++) {
    for (let x = row % 2 === 0 ? STEP : STEP * 2; x < width; x += STEP * 2) {
      const y = BAND + row * STEP;
      drawDiamond(sheet, { x, y, size: 4.5, color: '#F3F0E7' });
    }
  }
}

function drawDiamond(
  sheet: Sheet,
  { x, y, size, color }: { x: number; y: number; size: number; color: string },
): void {
  const corners = [
    { x: x + size, y },
    { x, y: y + size },
    { x: x - size, y },
  ];
  sheet.shape(
    { x, y: y - size },
    corners.map((corner) => [corner]),
    color,
  );
}
