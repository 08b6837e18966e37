import type { PaystubContent } from '../data/papers/contents.ts';
import { drawField, drawLines } from './fields.ts';
import { newPdf } from './file.ts';
import { drawTables } from './paystub-tables.ts';
import { letter, type Sheet } from './sheet.ts';
import type { Flow } from './table.ts';
import {
  addressLines,
  colorOf,
  dayFigure,
  figure,
  hairline,
  maskedNumber,
  muted,
  phrase,
  SAMPLE,
} from './words.ts';

const LEFT = 48;
const WIDTH = letter.width - 2 * LEFT;
const RIGHT = LEFT + WIDTH;

/** Draws a payslip: as many sheets as its lines need. */
export function drawPaystub(content: PaystubContent): Uint8Array<ArrayBuffer> {
  const pdf = newPdf();
  const flow: Flow = {
    sheet: (page) => pdf.sheets[page] ?? laterSheet(pdf.addSheet(letter), content),
    top: 84,
    bottom: 742,
  };
  const first = pdf.addSheet(letter);
  drawHeading(first, content);
  const below = drawPeople(first, content);
  drawSummary(first, below, content);
  drawTables(flow, { page: 0, y: below + 74 }, content.payout);
  for (const [n, sheet] of pdf.sheets.entries()) {
    drawFooter(sheet, `Page ${n + 1} of ${pdf.sheets.length}`);
  }
  const { employer, employee, payout } = content;
  return pdf.bytes({
    title: `Earnings statement of ${employee.name}, ${dayFigure(payout.payout_date)}`,
    author: employer.name,
    date: payout.payout_date.slice(0, 10),
  });
}

function drawHeading(sheet: Sheet, { employer, payout }: PaystubContent): void {
  const color = colorOf(employer.name);
  sheet.area({ x: LEFT, y: 42, width: 36, height: 36 }, { fill: color, radius: 6 });
  const initial = /[\p{L}\p{N}]/u.exec(employer.name)?.[0].toUpperCase() ?? '';
  const white = { size: 18, face: 'bold', color: '#FFFFFF', align: 'center' } as const;
  sheet.text(initial, { x: LEFT + 18, y: 66.5 }, white);
  const x = LEFT + 46;
  sheet.text(employer.name, { x, y: 55 }, { size: 15, face: 'bold', width: 290 });
  const about = { size: 8, color: muted, width: 290 };
  sheet.text(addressLines(employer.address).join(', '), { x, y: 67 }, about);
  if (employer.number) sheet.text(`EIN ${employer.number}`, { x, y: 77.5 }, about);
  const right = { align: 'right', width: 170 } as const;
  sheet.text(
    'Earnings statement',
    { x: RIGHT, y: 55 },
    { ...right, size: 13, face: 'bold', color },
  );
  const note = `Amounts in ${payout.currency}`;
  sheet.text(note, { x: RIGHT, y: 67 }, { ...right, size: 8, color: muted });
  sheet.line({ x: LEFT, y: 88 }, { x: RIGHT, y: 88 }, { color, weight: 1.4 });
}

/** Who is paid and how, and where that ends. */
function drawPeople(sheet: Sheet, content: PaystubContent): number {
  const { employee, payout } = content;
  const lines = [employee.name, ...addressLines(employee.address)];
  drawLines(sheet, { x: LEFT, y: 106 }, { label: 'Employee', lines, size: 9.5, width: 190 });
  const { start_date, end_date } = payout.payout_period;
  const filing = payout.filing_status.map(({ type, location, status }) => ({
    label: `${phrase(type)} filing status${location === null ? '' : ` (${location})`}`,
    value: phrase(status),
  }));
  const fields = [
    { label: 'Employee ID', value: content.employee_id },
    { label: 'Pay period', value: `${dayFigure(start_date)} – ${dayFigure(end_date)}` },
    { label: 'Position', value: content.job_title },
    { label: 'Pay date', value: dayFigure(payout.payout_date) },
    { label: 'Social security number', value: maskedNumber(employee.number) },
    { label: 'Payment', value: `${phrase(payout.type)}, ${payout.status}` },
    ...filing,
  ];
  for (const [n, field] of fields.entries()) {
    const at = { x: LEFT + 212 + (n % 2) * 160, y: 106 + Math.floor(n / 2) * 26 };
    drawField(sheet, at, { ...field, size: 9.5, width: 146 });
  }
  return 106 + 26 * Math.max(3, Math.ceil(fields.length / 2));
}

/** The sums of the payment and of the year, net pay last and largest. */
function drawSummary(sheet: Sheet, top: number, { employer, payout }: PaystubContent): void {
  const area = { x: LEFT, y: top, width: WIDTH, height: 58 };
  sheet.area(area, { fill: '#F6F4EE', stroke: hairline, weight: 0.6, radius: 6 });
  const columns = [
    { label: 'Hours', now: payout.hours, year: payout.hours_ytd },
    { label: 'Gross pay', now: payout.gross_pay, year: payout.gross_pay_ytd },
    { label: 'Taxes', now: payout.taxes, year: payout.taxes_ytd },
    { label: 'Deductions', now: payout.deductions, year: payout.deductions_ytd },
    { label: 'Fees', now: payout.fees, year: payout.fees_ytd },
    { label: 'Reimbursements', now: payout.reimbursements, year: payout.reimbursements_ytd },
    { label: 'Net pay', now: payout.net_pay, year: payout.net_pay_ytd },
  ];
  sheet.text('This payment', { x: LEFT + 10, y: top + 32 }, { size: 8, color: muted });
  sheet.text('Year to date', { x: LEFT + 10, y: top + 48 }, { size: 8, color: muted });
  const step = (WIDTH - 76) / columns.length;
  for (const [n, { label, now, year }] of columns.entries()) {
    const isNet = n === columns.length - 1;
    const x = LEFT + 66 + step * (n + 1);
    const type = { align: 'right', width: step - 7 } as const;
    sheet.text(label, { x, y: top + 14 }, { ...type, size: 7, color: muted });
    const strong = isNet ? ({ face: 'bold', color: colorOf(employer.name) } as const) : {};
    sheet.text(figure(now), { x, y: top + 32 }, { ...type, size: isNet ? 10.5 : 9.2, ...strong });
    sheet.text(figure(year), { x, y: top + 48 }, { ...type, size: 8.6 });
  }
}

function laterSheet(sheet: Sheet, { employer, employee, payout }: PaystubContent): Sheet {
  const color = colorOf(employer.name);
  sheet.text(employer.name, { x: LEFT, y: 56 }, { size: 10, face: 'bold', width: 240 });
  const note = `${employee.name}, paid ${dayFigure(payout.payout_date)}`;
  sheet.text(note, { x: RIGHT, y: 56 }, { size: 8, color: muted, align: 'right', width: 250 });
  sheet.line({ x: LEFT, y: 64 }, { x: RIGHT, y: 64 }, { color, weight: 1.4 });
  return sheet;
}

function drawFooter(sheet: Sheet, page: string): void {
  const type = { size: 6.8, color: muted };
  sheet.text(SAMPLE, { x: LEFT, y: 764 }, type);
  sheet.text(page, { x: RIGHT, y: 764 }, { ...type, align: 'right' });
}
