import { describe, expect, test } from 'vitest';
import type { DocumentContent, PaystubContent, W2Content } from '../data/papers/contents.ts';
import { everythingIn, worldAt } from '../data/testing.ts';
import { drawDocument } from './draw.ts';
import { below, faultsIn, readPdf, tableIn } from './testing.ts';

const drawn = (content: DocumentContent) => readPdf(drawDocument(content).bytes);
const contents = [worldAt('walmart', 'test_1'), worldAt('uber', 'test_1')].flatMap((world) =>
  everythingIn(world).documents.map(
    // Safe: contents are made by our own generators, whose types are these.
    ({ content }) => content as DocumentContent,
  ),
);
const forms = [...new Set(contents.map(({ form }) => form))];

function sample<F extends DocumentContent['form']>(form: F): DocumentContent & { form: F } {
  const found = contents.find((one) => one.form === form);
  if (!found) throw new Error(`no ${form}`);
  // Safe: it was found by its form.
  return found as DocumentContent & { form: F };
}

/** The content with other text in the place of every name of a person or a company. */
function renamed(content: DocumentContent, name: string): DocumentContent {
  const text = JSON.stringify(content, (key, value) =>
    ['name', 'insurer', 'line1', 'vehicle', 'job_title', 'plate'].includes(key) ? name : value,
  );
  return JSON.parse(text);
}

describe('a payslip of many lines', () => {
  const slip = sample('paystub');
  const long = (count: number): PaystubContent => {
    const numbers = Array.from({ length: count }, (_, n) => n + 1);
    const gross_pay_list = numbers.flatMap((n) =>
      slip.payout.gross_pay_list
        .slice(0, 1)
        .map((line) => ({ ...line, name: `Shift ${n}`, amount: `${n}.25` })),
    );
    const tax_list = Array.from({ length: Math.floor(count / 2) }, (_, n) => ({
      name: `Tax ${n + 1}`,
      type: 'other',
      amount: `${n + 1}.50`,
    }));
    return { ...slip, payout: { ...slip.payout, gross_pay_list, tax_list } };
  };

  test('flows to more sheets, each row once and in order', async () => {
    const pdf = await drawn(long(60));

    expect(pdf.pages.length).toBeGreaterThan(1);
    const earned = tableIn(pdf.items, 'Earnings').map(([name, , , , amount]) => [name, amount]);
    const names = Array.from({ length: 60 }, (_, n) => [`Shift ${n + 1}`, `${n + 1}.25`]);
    expect(earned.slice(0, -1)).toEqual(names);
    expect(tableIn(pdf.items, 'Taxes').length).toBe(31);
    expect(tableIn(pdf.items, 'Net pay goes to').length).toBe(slip.payout.destinations.length + 1);
  });

  test.each(Array.from({ length: 40 }, (_, n) => n * 2))(
    'keeps to its sheets with %d lines',
    async (count) => {
      const pdf = await drawn(long(count));

      expect(faultsIn(pdf)).toEqual([]);
      expect(tableIn(pdf.items, 'Earnings').length).toBe(count + 1);
      expect(tableIn(pdf.items, 'Taxes').length).toBe(Math.floor(count / 2) + 1);
      const pages = pdf.items.filter(({ text }) => text.startsWith('Page '));
      const count_of_pages = pdf.pages.length;
      expect(pages.map(({ text }) => text)).toEqual(
        pdf.pages.map((_, n) => `Page ${n + 1} of ${count_of_pages}`),
      );
    },
  );
});

describe('a W-2 with more entries than its boxes hold', () => {
  const form = sample('W-2');
  const box12 = ['A', 'B', 'C', 'D', 'E', 'F'].map((code, n) => ({
    code,
    amount: `${n + 1}00.10`,
  }));
  const many: W2Content = { ...form, box12 };

  test('goes on on another form, which repeats no amount', async () => {
    const pdf = await drawn(many);

    expect(pdf.pages.length).toBe(2);
    for (const { amount } of box12) {
      expect(pdf.items.filter(({ text }) => text === amount).length).toBe(1);
    }
    const second = pdf.items.filter(({ page }) => page === 1);
    expect(below(second, "Employee's name", 20)).toEqual([form.employee.name]);
    expect(below(second, 'Wages, tips, other compensation', 20)).toEqual([]);
  });
});

describe.each(forms)('names on a paper: %s', (form) => {
  test.each([
    ['Łukasz Żółć-Čapek', 'Łukasz Żółć-Čapek'],
    ['Þórður Ibáñez (né Ōe) \\ Ğül', 'Þórður Ibáñez (né Ōe) \\ Ğül'],
    ['Nguyễn Văn Đức', 'Nguyen Văn Đuc'],
    ['山田 太郎', '?? ??'],
    ['Zoe\u0301\u200b\n🙂', 'Zoé ?'],
  ])('%j is printed as %j', async (name, printed) => {
    const { items } = await drawn(renamed(sample(form), name));

    expect(items.map(({ text }) => text).join('\n')).toContain(printed);
  });

  test('that are very long are printed whole and stay in their place', async () => {
    const name = 'Maximiliana Wolfeschlegelsteinhausen '.repeat(3).trim();

    const pdf = await drawn(renamed(sample(form), name));

    expect(faultsIn(pdf)).toEqual([]);
    expect(pdf.items.map(({ text }) => text).join('\n')).toContain(name);
  });

  test('use more letters than a font has room for without an error', async () => {
    const letters = Array.from({ length: 0x24f - 0xa1 }, (_, n) => String.fromCharCode(0xa1 + n));

    const { items } = await drawn(renamed(sample(form), letters.join('')));

    expect(items.map(({ text }) => text).join()).toContain('ÀÁÂÃÄÅÆÇ');
  });
});
