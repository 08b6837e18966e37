import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import type { DocumentContent, NonemployeeContent, W2Content } from '../data/papers/contents.ts';
import { everythingIn, items as linkItems, worldAt } from '../data/testing.ts';
import { drawDocument } from './draw.ts';
import { below, faultsIn, labelIn, type ReadPdf, readPdf, tableIn } from './testing.ts';
import { addressLines } from './words.ts';

type Form = DocumentContent['form'];

const ofKind = (kind: string) => linkItems.filter(({ data_set }) => data_set === kind);

/** From every world the newest, the oldest and one between of each form. */
const sampled = [...ofKind('payroll').slice(0, 9), ...ofKind('gig').slice(0, 6)]
  .flatMap(({ id }, n) => {
    const logins = ['test_1', 'test_2', 'test_3', 'test_contractor', 'test_jobs'];
    const login = n < logins.length ? (logins[n] ?? '') : `gen_${n}`;
    const contents = everythingIn(worldAt(id, login)).documents.map(
      // Safe: contents are made by our own generators, whose types are these.
      ({ content }) => content as DocumentContent,
    );
    const forms = [...new Set(contents.map(({ form }) => form))];
    return forms.flatMap((form) => {
      const own = contents.filter((one) => one.form === form);
      return [...new Set([own[0], own[Math.floor(own.length / 2)], own.at(-1)])];
    });
  })
  .filter((one) => one !== undefined);
const read = new Map<DocumentContent, ReadPdf>();
for (const content of sampled) read.set(content, await readPdf(drawDocument(content).bytes));

function each<F extends Form>(form: F): [DocumentContent & { form: F }, ReadPdf][] {
  const found = [...read].filter(([content]) => content.form === form);
  // Safe: the filter has kept those of the form.
  return found as [DocumentContent & { form: F }, ReadPdf][];
}

/** Numbers without groups and by their value, other text as it is; a dash is nothing. */
function plain(text: string): string | null {
  if (text === '–') return null;
  const bare = text.replaceAll(',', '');
  return /^-?\d+\.\d+$/.test(bare) ? new Decimal(bare).toString() : text;
}
const same = (value: string | null) => (value === null ? null : plain(value));
const amounts = (text: string) => text.match(/(?<![\d(])-?\d[\d,]*\.\d{2,4}/g) ?? [];
const us = (day: string | null) =>
  (day ?? '').slice(0, 10).replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1');
const masked = (number: string | null) => `***-**-${number?.slice(-4)}`;

test('the sample has more than fifty documents, and every form', () => {
  expect(sampled.length).toBeGreaterThan(60);
  const forms: Form[] = [
    'paystub',
    'W-2',
    '1099-NEC',
    'drivers_license',
    'vehicle_insurance',
    'vehicle_registration',
  ];
  for (const form of forms) expect(each(form).length).toBeGreaterThan(3);
});

test('no amount is printed that the content has not, and none is left out', () => {
  for (const [content, { items }] of read) {
    const text = JSON.stringify({ ...content, payout: { ...payoutOf(content), metadata: {} } });
    const known = new Set(
      [...text.matchAll(/"(-?\d+\.\d+)"/g)].map(([, amount = '']) => plain(amount)),
    );
    const printed = new Set(items.flatMap(({ text }) => amounts(text)).map(plain));
    for (const amount of printed) expect(known).toContain(amount);
    known.delete('0');
    for (const amount of known) expect(printed).toContain(amount);
  }
});

function payoutOf(content: DocumentContent) {
  return content.form === 'paystub' ? content.payout : {};
}

test('nothing is printed on something else or beside the page', () => {
  for (const [, pdf] of read) expect(faultsIn(pdf)).toEqual([]);
});

test('every sheet says that it is a sample', () => {
  for (const [, { items, pages }] of read) {
    const said = items.filter(({ text }) => /^Sample document, not issued/.test(text));
    expect(said.length).toBe(pages.length);
  }
});

test('no social security number is printed in full', () => {
  for (const [, { items }] of read) {
    for (const { text } of items) expect(text).not.toMatch(/\d{3}-\d\d-\d{4}/);
  }
});

describe('a payslip', () => {
  const slips = each('paystub');

  test('names who is paid, by whom, for what and when', () => {
    for (const [{ employer, employee, payout, ...content }, { items, info }] of slips) {
      const { start_date, end_date } = payout.payout_period;
      expect(items.some(({ text }) => text === employer.name)).toBe(true);
      expect(items.some(({ text }) => text === addressLines(employer.address).join(', '))).toBe(
        true,
      );
      expect(items.some(({ text }) => text === `EIN ${employer.number}`)).toBe(true);
      expect(below(items, 'Employee', 60)).toEqual([
        employee.name,
        ...addressLines(employee.address),
      ]);
      expect(below(items, 'Employee ID', 16)).toEqual([content.employee_id]);
      expect(below(items, 'Position', 16)).toEqual([content.job_title]);
      expect(below(items, 'Pay period', 16)).toEqual([`${us(start_date)} – ${us(end_date)}`]);
      expect(below(items, 'Pay date', 16)).toEqual([us(payout.payout_date)]);
      expect(below(items, 'Social security number', 16)).toEqual([employee.number]);
      for (const { type, location, status } of payout.filing_status) {
        const label =
          type === 'federal' ? 'Federal filing status' : `State filing status (${location})`;
        expect(below(items, label, 16).join().toLowerCase()).toBe(status?.replaceAll('_', ' '));
      }
      expect(info).toMatchObject({ Author: employer.name });
      expect(info.CreationDate).toBe(
        `D:${payout.payout_date.slice(0, 10).replaceAll('-', '')}000000Z`,
      );
    }
  });

  test('sums up the payment and the year', () => {
    for (const [{ payout }, { items }] of slips) {
      const [now, year] = [labelIn(items, 'This payment').y, labelIn(items, 'Year to date').y];
      const sums = {
        Hours: [payout.hours, payout.hours_ytd],
        'Gross pay': [payout.gross_pay, payout.gross_pay_ytd],
        Taxes: [payout.taxes, payout.taxes_ytd],
        Deductions: [payout.deductions, payout.deductions_ytd],
        Fees: [payout.fees, payout.fees_ytd],
        Reimbursements: [payout.reimbursements, payout.reimbursements_ytd],
        'Net pay': [payout.net_pay, payout.net_pay_ytd],
      };
      for (const [label, [amount = null, ytd = null]] of Object.entries(sums)) {
        const head = items.find(({ text, y }) => text === label && y < now && y > now - 30);
        const at = (y: number) =>
          items.find((one) => one.y === y && Math.abs(one.right - (head?.right ?? 0)) < 0.5)?.text;
        expect(plain(at(now) ?? '')).toBe(same(amount));
        expect(plain(at(year) ?? '')).toBe(same(ytd));
      }
    }
  });

  test.each(slips.map(([slip, pdf]) => [slip.payout.payout_date, slip, pdf] as const))(
    'lists what the payment of %s is made of, each in its column',
    (_, { payout }, { items }) => {
      const numbers = (title: string) => tableIn(items, title).map((row) => row.map(plain));
      const phrase = (name: string) =>
        `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`;

      expect(numbers('Earnings')).toEqual([
        ...payout.gross_pay_list.map((line) => [
          line.name,
          phrase(line.type),
          ...[line.rate, line.hours, line.amount, line.hours_ytd, line.amount_ytd].map(same),
        ]),
        [
          'Gross pay',
          '',
          '',
          ...[payout.hours, payout.gross_pay, payout.hours_ytd, payout.gross_pay_ytd].map(same),
        ],
      ]);
      expect(numbers('Taxes').slice(0, -1)).toEqual(
        payout.tax_list.map(({ name, type, amount }) => [name, phrase(type ?? ''), same(amount)]),
      );
      expect(numbers('Deductions').slice(0, -1)).toEqual(
        payout.deduction_list.map(({ name, tax_classification, amount }) => [
          name,
          tax_classification === 'pre_tax' ? 'Pre-tax' : 'Post-tax',
          same(amount),
        ]),
      );
      expect(numbers('Taxes').at(-1)).toEqual(['Taxes', '', same(payout.taxes)]);
      expect(numbers('Deductions').at(-1)).toEqual(['Deductions', '', same(payout.deductions)]);
      const kinds = Object.entries(payout.gross_pay_list_totals);
      expect(numbers('Earnings by kind').slice(0, -1)).toEqual(
        kinds
          .filter(([, { amount }]) => Number(amount) !== 0)
          .map(([kind, { hours, amount }]) => [phrase(kind), same(hours), same(amount)]),
      );
      expect(numbers('Net pay goes to')).toEqual([
        ...payout.destinations.map(({ method, amount, bank_account: bank, card }) => [
          phrase(method ?? ''),
          bank?.bank_name ?? card?.card_name ?? null,
          bank?.routing_number ?? null,
          bank ? phrase(bank.account_type ?? '') : null,
          bank?.account_number ?? card?.card_number ?? null,
          same(amount),
        ]),
        ['Net pay', '', '', '', '', same(payout.net_pay)],
      ]);
    },
  );
});

describe('a tax form', () => {
  test('W-2 has every number in its box', () => {
    for (const [form, { items }] of each('W-2')) expectW2(form, items);
  });

  function expectW2(form: W2Content, items: ReadPdf['items']): void {
    const { employer, employee, state } = form;
    const boxes: Record<string, string> = {
      'Wages, tips, other compensation': form.box1,
      'Federal income tax withheld': form.box2,
      'Social security wages': form.box3,
      'Social security tax withheld': form.box4,
      'Medicare wages and tips': form.box5,
      'Medicare tax withheld': form.box6,
      ...(state && { 'State wages, tips, etc.': state.box16, 'State income tax': state.box17 }),
      ...(state?.box18 && { 'Local wages, tips, etc.': state.box18 }),
      ...(state?.box19 && { 'Local income tax': state.box19 }),
    };
    for (const [label, amount] of Object.entries(boxes)) {
      expect(below(items, label, 20).map(plain)).toEqual([same(amount)]);
    }
    expect(below(items, "Employee's social security number", 20)).toEqual([
      masked(employee.number),
    ]);
    expect(below(items, 'Employer identification number (EIN)', 20)).toEqual([employer.number]);
    const company = [employer.name, ...addressLines(employer.address)];
    expect(below(items, "Employer's name, address, and ZIP code", 80)).toEqual(company);
    expect(below(items, "Employee's name", 20)).toEqual([employee.name]);
    const home = addressLines(employee.address);
    expect(below(items, "Employee's address and ZIP code", 80)).toEqual(home);
    expect(below(items, 'State', 20)).toEqual(state ? [state.state] : []);
    expect(below(items, 'Locality name', 20)).toEqual(state?.box20 ? [state.box20] : []);
    const other = below(items, 'Other', 54).map(plain);
    expect(other).toEqual(form.box14.flatMap(({ name, amount }) => [name, same(amount)]));
    for (const [n, { code, amount }] of form.box12.entries()) {
      const mark = items.find(({ text }) => text.startsWith(`12${'abcd'[n]}`));
      const inside = items.filter(
        ({ x, y }) => x > (mark?.x ?? 0) - 1 && y > (mark?.y ?? 0) + 3 && y < (mark?.y ?? 0) + 20,
      );
      expect(inside.map(({ text }) => plain(text))).toEqual([code, same(amount)]);
    }
    expect(items.some(({ text }) => text === String(form.year))).toBe(true);
  }

  test('1099-NEC has every number in its box', () => {
    for (const [form, { items }] of each('1099-NEC')) {
      const { payer, recipient, box1, box4 }: NonemployeeContent = form;
      expect(below(items, 'Nonemployee compensation', 24).map(plain)).toEqual([same(box1)]);
      expect(below(items, 'Federal income tax withheld', 24).map(plain)).toEqual([same(box4)]);
      const company = [payer.name, ...addressLines(payer.address)];
      expect(below(items, "PAYER'S name, address, and ZIP code", 80)).toEqual(company);
      expect(below(items, "PAYER'S TIN", 24)).toEqual([payer.number]);
      expect(below(items, "RECIPIENT'S TIN", 24)).toEqual([masked(recipient.number)]);
      expect(below(items, "RECIPIENT'S name", 24)).toEqual([recipient.name]);
      const home = addressLines(recipient.address);
      expect(below(items, "RECIPIENT'S address and ZIP code", 54)).toEqual(home);
      expect(items.some(({ text }) => text === String(form.year))).toBe(true);
    }
  });
});

describe('a card', () => {
  test('of a driver shows the licence', () => {
    for (const [{ number, holder, ...card }, { items }] of each('drivers_license')) {
      expect(below(items, 'License number', 14)).toEqual([number]);
      expect(below(items, 'Expires', 14)).toEqual([us(card.expires)]);
      expect(below(items, 'Issued', 14)).toEqual([us(card.issued)]);
      expect(below(items, 'Date of birth', 14)).toEqual([us(card.birth_date)]);
      expect(below(items, '1, 2 Name', 14)).toEqual([holder.name]);
      expect(below(items, 'Address', 40)).toEqual(addressLines(holder.address));
    }
  });

  test('of an insurance shows the policy', () => {
    for (const [{ insurer, insured, ...card }, { items }] of each('vehicle_insurance')) {
      expect(items.some(({ text }) => text === insurer)).toBe(true);
      expect(below(items, 'Policy number', 20)).toEqual([card.policy_number]);
      expect(below(items, 'Effective', 20)).toEqual([us(card.from)]);
      expect(below(items, 'Expires', 20)).toEqual([us(card.to)]);
      expect(below(items, 'Insured', 70)).toEqual([insured.name, ...addressLines(insured.address)]);
      expect(below(items, 'Vehicle', 20)).toEqual([card.vehicle]);
      expect(below(items, 'Vehicle identification number', 20)).toEqual([card.vin]);
    }
  });

  test('of a registration shows the vehicle', () => {
    for (const [{ plate, owner, ...card }, { items }] of each('vehicle_registration')) {
      expect(below(items, 'License plate', 30)).toEqual([plate]);
      expect(below(items, 'Expires', 20)).toEqual([us(card.expires)]);
      const lines = [owner.name, ...addressLines(owner.address)];
      expect(below(items, 'Registered owner', 70)).toEqual(lines);
      expect(below(items, 'Vehicle', 20)).toEqual([card.vehicle]);
      expect(below(items, 'Vehicle identification number', 20)).toEqual([card.vin]);
    }
  });
});
