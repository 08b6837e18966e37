import type { LicenceContent } from '../data/papers/contents.ts';
import { newCard } from './card.ts';
import { drawField, drawLines } from './fields.ts';
import type { Sheet } from './sheet.ts';
import { stateName } from './states.ts';
import { addressLines, colorOf, dayFigure } from './words.ts';

const FIELDS = 84;

/** Draws a driver's licence, of the size that cards have everywhere. */
export function drawLicence(content: LicenceContent): Uint8Array<ArrayBuffer> {
  const { state, number, holder, birth_date, issued, expires } = content;
  const color = colorOf(state);
  const card = { width: 243, height: 153, title: stateName(state), kind: 'DRIVER LICENSE', color };
  const { pdf, sheet } = newCard(card);
  drawPortrait(sheet, color);
  const strong = { size: 9, face: 'bold', color } as const;
  drawField(
    sheet,
    { x: FIELDS, y: 41 },
    { label: '4d License number', value: number, width: 86, ...strong },
  );
  const expiry = { label: '4b Expires', value: dayFigure(expires) };
  drawField(sheet, { x: 178, y: 41 }, { ...expiry, ...strong, width: 56 });
  const plain = { size: 7.6, width: 150 };
  drawField(
    sheet,
    { x: FIELDS, y: 64 },
    { label: '1, 2 Name', value: holder.name, ...plain, face: 'bold' },
  );
  const lines = addressLines(holder.address);
  drawLines(sheet, { x: FIELDS, y: 85 }, { label: '8 Address', lines, ...plain });
  const birth = { label: '3 Date of birth', value: dayFigure(birth_date) };
  drawField(sheet, { x: FIELDS, y: 128 }, { ...birth, ...plain, width: 72 });
  const issue = { label: '4a Issued', value: dayFigure(issued) };
  drawField(sheet, { x: 178, y: 128 }, { ...issue, ...plain, width: 56 });
  return pdf.bytes({
    title: `Driver's license ${number}, ${holder.name}`,
    author: stateName(state),
    date: issued,
  });
}

/** Where a photograph would be: nobody in particular. */
function drawPortrait(sheet: Sheet, color: string): void {
  const area = { x: 12, y: 38, width: 60, height: 76 };
  sheet.area(area, { fill: '#E9E6DC', stroke: color, weight: 0.8 });
  const [x, y, r] = [42, 68, 13];
  const k = r * 0.5523;
  const shade = '#A9A597';
  const head = [
    [
      { x: x + k, y: y - r },
      { x: x + r, y: y - k },
      { x: x + r, y },
    ],
    [
      { x: x + r, y: y + k },
      { x: x + k, y: y + r },
      { x, y: y + r },
    ],
    [
      { x: x - k, y: y + r },
      { x: x - r, y: y + k },
      { x: x - r, y },
    ],
    [
      { x: x - r, y: y - k },
      { x: x - k, y: y - r },
      { x, y: y - r },
    ],
  ];
  sheet.shape({ x, y: y - r }, head, shade);
  const shoulders = [
    [
      { x: 18, y: 92 },
      { x: 30, y: 86 },
      { x, y: 86 },
    ],
    [
      { x: 54, y: 86 },
      { x: 66, y: 92 },
      { x: 66, y: 113.6 },
    ],
  ];
  sheet.shape({ x: 18, y: 113.6 }, shoulders, shade);
}
