import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { everythingIn, items, worldAt } from '../testing.ts';
import type { DocumentContent, W2Content } from './contents.ts';

const payrollItems = items.filter(({ data_set }) => data_set === 'payroll').map(({ id }) => id);
const logins = [
  'test_1',
  'test_2',
  'test_3',
  'test_jobs',
  ...Array.from({ length: 36 }, (_, n) => `gen_${n}`),
];
const worlds = logins.map((login, n) => {
  const forced_scans = n % 4 === 0 ? ['2025-07-01T10:00:00.000000Z'] : [];
  return everythingIn(
    worldAt(payrollItems[n % payrollItems.length] ?? '', login, { forced_scans }),
  );
});
// Safe: contents are made by our own generators, whose types are these.
const contentOf = (content: unknown) => content as DocumentContent;

describe('payslips', () => {
  test('print the payment that names them, number by number', () => {
    let count = 0;
    for (const { payouts, documents, profiles } of worlds) {
      const slips = new Map(
        documents.map(({ source_id, content }) => [source_id, contentOf(content)]),
      );
      for (const { document, data } of payouts) {
        if (document === null) continue;
        const slip = slips.get(document);
        if (slip?.form !== 'paystub') expect.unreachable(document);
        else expect(JSON.stringify(slip.payout)).toBe(JSON.stringify(data));
        count++;
      }
      const ssn = profiles[0]?.data.ssn ?? '';
      for (const slip of slips.values()) {
        if (slip.form !== 'paystub') continue;
        expect(slip.employee.name).toBe(profiles[0]?.data.full_name);
        expect(JSON.stringify(slip)).not.toContain(ssn);
      }
    }
    expect(count).toBeGreaterThan(2000);
  });

  test('are there for every payment to an employee, and for no invoice', () => {
    for (const { payouts, documents } of worlds) {
      const slips = documents.filter(({ data }) => data.document_type === 'paystub');
      expect(slips.length).toBe(payouts.filter(({ data }) => data.gross_pay_ytd !== null).length);
    }
  });
});

describe('W-2 forms', () => {
  const forms = worlds.flatMap(({ documents, payouts }) =>
    documents
      .filter(({ data }) => data.document_type === 'W-2')
      .map((record) => {
        const form = contentOf(record.content);
        if (form.form !== 'W-2') return expect.unreachable(form.form);
        const own = payouts.filter(
          ({ data, employer }) =>
            employer === record.employer &&
            data.gross_pay_ytd !== null &&
            data.payout_date.startsWith(String(form.year)),
        );
        return { record, form, own: own.map(({ data }) => data) };
      }),
  );

  test('are there for each finished year and employer, once', () => {
    expect(forms.length).toBeGreaterThan(60);
    for (const { documents, payouts } of worlds) {
      const years = payouts
        .filter(({ data }) => data.gross_pay_ytd !== null && data.payout_date < '2026')
        .map(({ employer, data }) => `w2/${employer}/${data.payout_date.slice(0, 4)}`);
      const told = documents.filter(({ data }) => data.document_type === 'W-2');
      expect(new Set(told.map(({ source_id }) => source_id))).toEqual(new Set(years));
    }
  });

  test('are available from the last of January, under their year', () => {
    for (const { record, form } of forms) {
      expect(record.data.available_date).toBe(`${form.year + 1}-01-31T00:00:00Z`);
      expect(record.data.document_type_description).toBe(`${form.year} W-2`);
    }
  });

  test('add up the payslips of their year', () => {
    let savers = 0;
    for (const { form, own } of forms) {
      const sum = (amounts: string[]) =>
        amounts.reduce((total, amount) => total.plus(amount), new Decimal(0));
      const taxes = (type: string) =>
        sum(
          own
            .flatMap(({ tax_list }) => tax_list.filter((tax) => tax.type === type))
            .map((t) => t.amount),
        );
      const plans = (names: RegExp) =>
        sum(
          own
            .flatMap(({ deduction_list }) => deduction_list.filter(({ name }) => names.test(name)))
            .map(({ amount }) => amount),
        );
      const gross = sum(own.map(({ gross_pay }) => gross_pay ?? '0'));
      const insured = gross.minus(plans(/^(Medical|Dental|Vision|Health)/));
      const wages = insured.minus(plans(/^401/));
      const boxes: Partial<W2Content> = {
        box1: wages.toFixed(2),
        box2: taxes('federal').toFixed(2),
        box3: Decimal.min(insured, 176_100).toFixed(2),
        box4: taxes('social_security').toFixed(2),
        box5: insured.toFixed(2),
        box6: taxes('medicare').toFixed(2),
      };
      expect(form).toMatchObject(boxes);
      // Pennsylvania taxes what goes into a 401(k).
      const taxable = form.state?.state === 'PA' ? insured : wages;
      if (form.state) expect(form.state.box16).toBe(taxable.toFixed(2));
      if (form.state?.box20) expect(form.state.box18).toBe(taxable.toFixed(2));
      expect(form.state?.box17 ?? '0.00').toBe(taxes('state').toFixed(2));
      const codes = new Map(form.box12.map(({ code, amount }) => [code, amount]));
      expect(codes.get('D') ?? '0.00').toBe(plans(/^401/).toFixed(2));
      expect(codes.get('AA') ?? '0.00').toBe(plans(/^Roth/).toFixed(2));
      expect(codes.get('W') ?? '0.00').toBe(plans(/^Health/).toFixed(2));
      if (!taxable.equals(wages)) savers += 1;
    }
    expect(savers).toBeGreaterThan(0);
  });

  test('are 1099-NEC forms for contractors', () => {
    const { documents, payouts } = everythingIn(worldAt('walmart', 'test_contractor'));

    expect(documents.map(({ data }) => data.document_type)).toEqual(['1099', '1099']);
    for (const { content, source_id } of documents) {
      const paid = payouts
        .filter(({ data }) => data.payout_date.startsWith(source_id.slice(-4)))
        .reduce((total, { data }) => total.plus(data.gross_pay ?? 0), new Decimal(0));
      expect(content).toMatchObject({ form: '1099-NEC', box1: paid.toFixed(2), box4: '0.00' });
    }
  });
});

describe('papers of a driver', () => {
  const worlds = ['test_1', 'test_2', 'test_3', ...logins.slice(4, 14)].map((login) => ({
    login,
    ...everythingIn(worldAt('uber', login)),
  }));

  test('show the licence of the persona', () => {
    const numbers = ['test_1', 'test_2', 'test_3'].map((login) => {
      const { documents } = everythingIn(worldAt('uber', login));
      const licence = documents.find(({ data }) => data.document_type === 'drivers_license');
      return licence?.data.document_number;
    });

    expect(numbers).toEqual(['D1230010', 'D1230020', 'D1230030']);
  });

  test('cover every car with insurance and registration that are good today', () => {
    for (const { vehicles, documents } of worlds) {
      const [current] = vehicles;
      const good = documents.filter(({ data }) => (data.expiration_date ?? '') >= '2026-03-04');
      const vins = good
        .map(({ content }) => contentOf(content))
        .flatMap((one) => ('vin' in one ? one.vin : []));
      expect(vins.filter((vin) => vin === current?.data.vin).length).toBeGreaterThanOrEqual(2);
      const licence = good.filter(({ data }) => data.document_type === 'drivers_license');
      expect(licence.length).toBeGreaterThanOrEqual(1);
    }
  });

  test('name vehicles by numbers with a right check digit', () => {
    const values = 'ABCDEFGH JKLMN P R  STUVWXYZ';
    const worth = (code: string) =>
      /\d/.test(code)
        ? Number(code)
        : code < 'S'
          ? (values.indexOf(code) % 9) + 1
          : code.charCodeAt(0) - 81;
    const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    for (const { vehicles } of worlds) {
      for (const { data } of vehicles) {
        const vin = data.vin ?? '';
        expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{17}$/);
        const sum = [...vin].reduce((all, code, n) => all + worth(code) * (weights[n] ?? 0), 0);
        expect(vin[8]).toBe(sum % 11 === 10 ? 'X' : String(sum % 11));
      }
    }
  });

  test('expire after they became available', () => {
    for (const { documents } of worlds) {
      for (const { data } of documents) {
        const { expiration_date, available_date } = data;
        expect((expiration_date ?? '9999') > (available_date ?? '')).toBe(true);
      }
    }
  });
});
