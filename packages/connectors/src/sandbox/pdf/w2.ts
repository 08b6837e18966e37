import type { W2Content } from '../data/papers/contents.ts';
import { type Box, drawBox } from './fields.ts';
import { newPdf } from './file.ts';
import { drawNotes } from './notes.ts';
import { letter, type Sheet } from './sheet.ts';
import { addressLines, figure, maskedNumber, muted, SAMPLE } from './words.ts';

const LEFT = 36;
const TOP = 48;
const ROW = 28;
/** Where the two columns of amounts begin. */
const FIRST = LEFT + 300;
const SECOND = LEFT + 420;
const COLUMN = 120;
/** Boxes 12 and 14 hold so many entries; what is more goes on another form, as payers do it. */
const ENTRIES = 4;

/** Draws a Form W-2: the copy for the employee's records. */
export function drawW2(content: W2Content): Uint8Array<ArrayBuffer> {
  const { box12, box14, year, employer, employee } = content;
  const pdf = newPdf();
  const forms = Math.max(1, Math.ceil(Math.max(box12.length, box14.length) / ENTRIES));
  for (let form = 0; form < forms; form++) {
    const sheet = pdf.addSheet(letter);
    const from = form * ENTRIES;
    const entries = {
      box12: box12.slice(from, from + ENTRIES),
      box14: box14.slice(from, from + ENTRIES),
    };
    drawParties(sheet, content);
    drawAmounts(sheet, form === 0 ? content : undefined);
    drawEntries(sheet, entries);
    drawChecks(
      sheet,
      entries.box12.some(({ code }) => deferrals.includes(code)),
    );
    drawState(sheet, form === 0 ? content.state : null);
    drawFooter(sheet, year);
    drawNotice(
      sheet,
      entries.box12.map(({ code }) => code),
    );
  }
  return pdf.bytes({
    title: `Form W-2 for ${year}, ${employee.name}`,
    author: employer.name,
    date: `${year + 1}-01-31`,
  });
}

function drawParties(sheet: Sheet, { employer, employee }: W2Content): void {
  const width = FIRST - LEFT;
  const boxes: Box[] = [
    {
      ...at(LEFT + 110, 0, 190),
      number: 'a',
      label: "Employee's social security number",
      lines: [maskedNumber(employee.number)],
    },
    {
      ...at(LEFT, 1, width),
      number: 'b',
      label: 'Employer identification number (EIN)',
      lines: [employer.number ?? ''],
    },
    {
      ...at(LEFT, 2, width, 3),
      number: 'c',
      label: "Employer's name, address, and ZIP code",
      lines: [employer.name, ...addressLines(employer.address)],
    },
    { ...at(LEFT, 5, width), number: 'd', label: 'Control number' },
    {
      ...at(LEFT, 6, width),
      number: 'e',
      label: "Employee's name",
      lines: [employee.name],
    },
    {
      ...at(LEFT, 7, width, 3),
      number: 'f',
      label: "Employee's address and ZIP code",
      lines: ['', ...addressLines(employee.address)].slice(1),
    },
  ];
  sheet.area(at(LEFT, 0, 110), { stroke: '#1B1E23', weight: 0.6 });
  sheet.area(at(FIRST, 0, 240), { stroke: '#1B1E23', weight: 0.6 });
  sheet.text('OMB No. 1545-0008', { x: FIRST + 4, y: TOP + 8 }, { size: 5.8 });
  for (const box of boxes) drawBox(sheet, box);
}

/** An area of the grid, by its left edge and its row. */
function at(x: number, row: number, width: number, rows = 1) {
  return { x, y: TOP + row * ROW, width, height: rows * ROW };
}

function drawAmounts(sheet: Sheet, content: W2Content | undefined): void {
  const boxes = [
    ['1', 'Wages, tips, other compensation', content?.box1],
    ['2', 'Federal income tax withheld', content?.box2],
    ['3', 'Social security wages', content?.box3],
    ['4', 'Social security tax withheld', content?.box4],
    ['5', 'Medicare wages and tips', content?.box5],
    ['6', 'Medicare tax withheld', content?.box6],
    ['7', 'Social security tips', undefined],
    ['8', 'Allocated tips', undefined],
    ['9', '', undefined],
    ['10', 'Dependent care benefits', undefined],
    ['11', 'Nonqualified plans', undefined],
  ] as const;
  for (const [n, [number, label, amount]] of boxes.entries()) {
    const x = n % 2 === 0 ? FIRST : SECOND;
    const box = { ...at(x, 1 + Math.floor(n / 2), COLUMN), number, label };
    drawBox(sheet, amount === undefined ? box : { ...box, amount: figure(amount) });
  }
}

function drawEntries(sheet: Sheet, { box12, box14 }: Pick<W2Content, 'box12' | 'box14'>): void {
  for (let n = 0; n < ENTRIES; n++) {
    const area = at(SECOND, 6 + n, COLUMN);
    const entry = box12[n];
    drawBox(sheet, {
      ...area,
      number: `12${'abcd'[n]}`,
      label: n === 0 ? 'See the notice below' : '',
      ...(entry ? { lines: [entry.code], amount: figure(entry.amount) } : {}),
    });
    const line = { x: area.x + 26, y: area.y + 13 };
    sheet.line(line, { x: line.x, y: area.y + ROW }, { color: muted, weight: 0.4 });
  }
  const other = at(FIRST, 8, COLUMN, 2);
  drawBox(sheet, { ...other, number: '14', label: 'Other' });
  for (const [n, { name, amount }] of box14.entries()) {
    const y = other.y + 19 + n * 10.6;
    sheet.text(name, { x: other.x + 4, y }, { size: 7.4, width: 62 });
    const right = { x: other.x + COLUMN - 4, y };
    sheet.text(figure(amount), right, { size: 8, width: 46, align: 'right' });
  }
}

/** Codes of what employees put into a retirement plan. */
const deferrals = ['D', 'AA'];

function drawChecks(sheet: Sheet, retires: boolean): void {
  const area = at(FIRST, 7, COLUMN);
  sheet.area(area, { stroke: '#1B1E23', weight: 0.6 });
  sheet.text('13', { x: area.x + 4, y: area.y + 8 }, { size: 6.4, face: 'bold' });
  for (const [n, name] of ['Statutory', 'Retirement', 'Sick pay'].entries()) {
    const x = area.x + 14 + n * 36;
    sheet.text(name, { x, y: area.y + 8 }, { size: 5.2, width: 34 });
    sheet.area({ x: x + 8, y: area.y + 13, width: 9, height: 9 }, { stroke: muted, weight: 0.6 });
    if (retires && name === 'Retirement') {
      const center = { x: x + 12.5, y: area.y + 20.2 };
      sheet.text('X', center, { size: 7.5, face: 'bold', align: 'center' });
    }
  }
}

function drawState(sheet: Sheet, state: W2Content['state']): void {
  const boxes = [
    { width: 36, number: '15', label: 'State', text: state?.state },
    { width: 88, number: '', label: "Employer's state ID number", text: undefined },
    { width: 86, number: '16', label: 'State wages, tips, etc.', amount: state?.box16 },
    { width: 76, number: '17', label: 'State income tax', amount: state?.box17 },
    { width: 86, number: '18', label: 'Local wages, tips, etc.', amount: state?.box18 },
    { width: 74, number: '19', label: 'Local income tax', amount: state?.box19 },
    { width: 94, number: '20', label: 'Locality name', text: state?.box20 },
  ];
  let x = LEFT;
  for (const { width, number, label, text, amount } of boxes) {
    const box = { ...at(x, 10, width), number, label, lines: text ? [text] : [] };
    drawBox(sheet, amount ? { ...box, amount: figure(amount) } : box);
    x += width;
  }
}

function drawFooter(sheet: Sheet, year: number): void {
  const y = TOP + 11 * ROW + 27;
  sheet.text('Form', { x: LEFT, y }, { size: 7 });
  sheet.text('W-2', { x: LEFT + 18, y }, { size: 20, face: 'bold' });
  sheet.text('Wage and Tax Statement', { x: LEFT + 66, y }, { size: 10, face: 'bold' });
  sheet.text(String(year), { x: FIRST, y }, { size: 22, face: 'bold', align: 'center' });
  const right = { x: LEFT + 540, y: y - 8 };
  sheet.text("Copy C for employee's records", right, { size: 8, face: 'bold', align: 'right' });
  sheet.text(SAMPLE, { x: right.x, y: y + 2 }, { size: 6.8, color: muted, align: 'right' });
}

const meanings: Readonly<Record<string, string>> = {
  D: 'Elective deferrals to a section 401(k) cash or deferred arrangement',
  AA: 'Designated Roth contributions under a section 401(k) plan',
  W: "Employer contributions to a health savings account, with the employee's through a cafeteria plan",
  DD: 'Cost of health coverage that the employer pays for; it is not taxable',
};

function drawNotice(sheet: Sheet, codes: readonly string[]): void {
  const rows: [string, string][] = [
    ['Box a', 'The number is shortened, as employers may do on the copies for employees.'],
    ['Box 1', 'Wages for the federal income tax return, after what is not taxed.'],
    ['Box 2', 'Federal income tax that was withheld; it counts against the tax of the year.'],
    [
      'Boxes 3 to 6',
      'Wages that social security and Medicare were taken from, and what was taken.',
    ],
    ...codes.flatMap((code): [string, string][] => {
      const meaning = meanings[code];
      return meaning ? [[`Box 12, code ${code}`, meaning]] : [];
    }),
    ['Box 14', 'Other taxes and payments that the employer tells of.'],
    ['Boxes 15 to 20', 'Wages and taxes for the returns of the state and the place.'],
  ];
  const title = 'Notice to the employee';
  drawNotes(sheet, { x: LEFT, y: TOP + 11 * ROW + 70 }, { title, rows });
}
