import type { NonemployeeContent } from '../data/papers/contents.ts';
import { type Box, drawBox } from './fields.ts';
import { newPdf } from './file.ts';
import { drawNotes } from './notes.ts';
import { letter, type Sheet } from './sheet.ts';
import { addressLines, figure, maskedNumber, muted, SAMPLE } from './words.ts';

const LEFT = 36;
const TOP = 60;
const ROW = 30;
const MIDDLE = LEFT + 280;
const COLUMN = 130;

/** Draws a Form 1099-NEC: the copy for the recipient. */
export function drawNonemployee(content: NonemployeeContent): Uint8Array<ArrayBuffer> {
  const pdf = newPdf();
  const sheet = pdf.addSheet(letter);
  for (const box of boxesOf(content)) drawBox(sheet, box);
  drawTitle(sheet, content.year);
  drawNotice(sheet);
  return pdf.bytes({
    title: `Form 1099-NEC for ${content.year}, ${content.recipient.name}`,
    author: content.payer.name,
    date: `${content.year + 1}-01-31`,
  });
}

function boxesOf({ payer, recipient, box1, box4 }: NonemployeeContent): Box[] {
  return [
    {
      ...at(LEFT, 0, { width: 280, rows: 3 }),
      label: "PAYER'S name, address, and ZIP code",
      lines: [payer.name, ...addressLines(payer.address)],
    },
    { ...at(LEFT, 3, { width: 140 }), label: "PAYER'S TIN", lines: [payer.number ?? ''] },
    {
      ...at(LEFT + 140, 3, { width: 140 }),
      label: "RECIPIENT'S TIN",
      lines: [maskedNumber(recipient.number)],
    },
    { ...at(LEFT, 4, { width: 280 }), label: "RECIPIENT'S name", lines: [recipient.name] },
    {
      ...at(LEFT, 5, { width: 280, rows: 2 }),
      label: "RECIPIENT'S address and ZIP code",
      lines: addressLines(recipient.address),
    },
    { ...at(LEFT, 7, { width: 280 }), label: 'Account number (see instructions)' },
    amountBox(MIDDLE, 3, { number: '1', label: 'Nonemployee compensation', amount: box1 }),
    {
      ...at(MIDDLE + COLUMN, 3, { width: COLUMN }),
      label: 'Copy B',
      lines: ['For recipient'],
    },
    {
      ...at(MIDDLE, 4, { width: 2 * COLUMN }),
      number: '2',
      label: 'Payer made direct sales of consumer products for resale',
    },
    { ...at(MIDDLE, 5, { width: 2 * COLUMN }), number: '3', label: 'Reserved for future use' },
    amountBox(MIDDLE, 6, { number: '4', label: 'Federal income tax withheld', amount: box4 }),
    { ...at(MIDDLE + COLUMN, 6, { width: COLUMN }), number: '5', label: 'State tax withheld' },
    { ...at(MIDDLE, 7, { width: COLUMN }), number: '6', label: "State/Payer's state no." },
    { ...at(MIDDLE + COLUMN, 7, { width: COLUMN }), number: '7', label: 'State income' },
  ];
}

function amountBox(
  x: number,
  row: number,
  { amount, ...box }: { readonly number: string; readonly label: string; readonly amount: string },
): Box {
  return { ...at(x, row, { width: COLUMN }), ...box, amount: figure(amount) };
}

/** An area of the grid, by its left edge and its row. */
function at(x: number, row: number, { width, rows = 1 }: { width: number; rows?: number }) {
  return { x, y: TOP + row * ROW, width, height: rows * ROW };
}

function drawTitle(sheet: Sheet, year: number): void {
  const edge = { stroke: '#1B1E23', weight: 0.6 };
  sheet.area(at(MIDDLE, 0, { width: COLUMN, rows: 3 }), edge);
  sheet.area(at(MIDDLE + COLUMN, 0, { width: COLUMN, rows: 3 }), edge);
  const center = { x: MIDDLE + COLUMN / 2, y: TOP + 8 };
  const type = { align: 'center' } as const;
  sheet.text('OMB No. 1545-0116', center, { ...type, size: 5.8 });
  sheet.text('1099-NEC', { ...center, y: TOP + 38 }, { ...type, size: 18, face: 'bold' });
  sheet.text('For calendar year', { ...center, y: TOP + 57 }, { ...type, size: 7 });
  sheet.text(String(year), { ...center, y: TOP + 78 }, { ...type, size: 17, face: 'bold' });
  const right = { x: MIDDLE + 1.5 * COLUMN, y: TOP + 36 };
  sheet.text('Nonemployee', right, { ...type, size: 13, face: 'bold' });
  sheet.text('compensation', { ...right, y: TOP + 52 }, { ...type, size: 13, face: 'bold' });
}

function drawNotice(sheet: Sheet): void {
  const y = TOP + 8 * ROW + 16;
  sheet.text('Form 1099-NEC', { x: LEFT, y }, { size: 7.5, face: 'bold' });
  const right = { x: MIDDLE + 2 * COLUMN, y };
  sheet.text(SAMPLE, right, { size: 6.8, color: muted, align: 'right' });
  const title = 'Notice to the recipient';
  const rows = [
    ["Recipient's TIN", 'The number is shortened, as payers may do on the copies for recipients.'],
    [
      'Box 1',
      'What the payer paid for services in the year. No tax was taken from it but that of box 4.',
    ],
    ['Box 4', 'Federal income tax that was withheld; it counts against the tax of the year.'],
    ['Boxes 5 to 7', 'What the payer withheld for a state, when it did.'],
  ] as const;
  drawNotes(sheet, { x: LEFT, y: y + 40 }, { title, rows });
}
