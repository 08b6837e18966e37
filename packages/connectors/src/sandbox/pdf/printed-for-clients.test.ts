import { AccountRef, type Payout } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPdf } from './testing.ts';

let t: TestInstance;
beforeAll(async () => {
  t = await testInstance({ now: '2026-03-04T15:30:00.000000Z' });
  await t.rest('POST', '/v1/sandbox/clock/freeze');
  await t.rest('PATCH', '/v1/sandbox/settings', { body: { speed: 'instant' } });
});
afterAll(() => t.close());

/** What a call answers, however its members are typed elsewhere. */
async function read(path: string): Promise<Record<string, unknown>> {
  return Object((await t.rest('GET', path)).body);
}

/** An amount without separators and closing zeros: `1,200.50` and `1200.5` are one. */
const plain = (amount: string) => String(Number(amount.replaceAll(',', '')));

const logins = [
  ['walmart', 'gen_1'],
  ['homedepot', 'gen_2'],
  ['copperlark_coffee', 'gen_3'],
  ['paythread', 'gen_4'],
  ['fedex', 'gen_5'],
] as const;

test.each(logins)(
  'ten payslips of %s print, through their links, exactly the amounts of their payouts',
  async (link_item, username) => {
    const body = { link_item, username, password: 'passgood' };
    const { id } = AccountRef.parse((await t.rest('POST', '/v1/sandbox/accounts', { body })).body);
    const { results } = await read(`/v1/payouts?account=${id}&limit=200`);
    // Safe: what a list answers is parsed with its model before anybody sees it.
    const paid = (results as Payout[]).filter(({ document_id }) => document_id !== null);
    const step = Math.max(1, Math.floor(paid.length / 10));
    const sampled = paid.filter((_, n) => n % step === 0).slice(0, 10);

    expect(sampled).toHaveLength(10);
    for (const payout of sampled) {
      const { file_url } = await read(`/v1/documents/${payout.document_id}`);
      const file = await t.rest('GET', new URL(String(file_url)).pathname, { auth: null });
      if (!(file.body instanceof Uint8Array)) throw new Error('no file');
      const { items } = await readPdf(file.body);
      const text = items.map((item) => item.text);
      const printed = text.flatMap((one) => one.match(/(?<![\d(])-?\d[\d,]*\.\d{2,4}/g) ?? []);
      const told = JSON.stringify(payout).matchAll(/"(-?\d+\.\d+)"/g);
      const amounts = new Set([...told].map(([, amount = '']) => plain(amount)));
      amounts.delete('0');
      const shown = new Set(printed.map(plain));
      shown.delete('0');
      expect([...shown].sort()).toEqual([...amounts].sort());
      const [year, month, day] = payout.payout_date.slice(0, 10).split('-');
      expect(text.join('\n')).toContain(`${month}/${day}/${year}`);
    }
  },
);
