import {
  type ConnectorIo,
  DAY,
  later,
  PayDistributionConfig,
  type ScanBatch,
  type ScannedRecord,
  type Session,
} from '@intarsia/domain';
import { payDistributionCodes } from '@intarsia/domain/testing';
import { describe, expect, test } from 'vitest';
import { scanFully, switchFully, testIo } from '../driver.ts';
import { sandbox } from './index.ts';
import { itemOf, logIn } from './testing.ts';

const NOW = '2026-03-04T15:30:00.000000Z';
const YEAR = 365 * DAY;
const bank_account = {
  bank_name: 'Harborline Bank',
  routing_number: '141000128',
  account_number: '4837461592',
  account_type: 'checking',
};
const other = { ...bank_account, account_number: '5550001111' };
const card = {
  card_number: '4253177385403456',
  expiration_year: 2040,
  expiration_month: 10,
  card_cvc_cvv: '907',
  postal_code: '90210',
};
const whole = { bank_account, entire_allocation: true };
const percent = (value: string, to: object = bank_account) => ({
  bank_account: to,
  percent_allocation: { value },
});
const amount = (value: string, to: object = bank_account) => ({
  bank_account: to,
  amount_allocation: { value },
});

const ioAt = (now: string, more: Partial<ConnectorIo> = {}) =>
  testIo({ clock: { now: () => now }, speed: 'instant', ...more });

async function sessionOf(slug: string, username: string): Promise<Session> {
  const answers = itemOf(slug).item.has_two_fa ? ['8081'] : [];
  return (await logIn(slug, { username }, { answers, io: { speed: 'instant' } })).session;
}

/** The session after a switch at a time. */
async function switched(
  session: Session,
  slug: string,
  { config, now = NOW, ...more }: { config: object; now?: string } & Partial<ConnectorIo>,
): Promise<Session> {
  const attempt = { link_item: itemOf(slug), config: PayDistributionConfig.parse(config) };
  const io = ioAt(now, more);
  return (await switchFully(sandbox, session, { ...attempt, io })).session;
}

async function recordsAt(session: Session, now: string, more: Partial<ConnectorIo> = {}) {
  const batches = await scanFully(sandbox, session, { io: ioAt(now, more) });
  return batches.flatMap((batch: ScanBatch) => batch.records ?? []);
}

async function allocationsAt(session: Session, now = NOW) {
  const records = await recordsAt(session, now);
  return records.flatMap((one) => (one.kind === 'pay_allocations' ? [one] : []));
}

/** Where each allocation leads, and how much of the pay. */
const parts = (all: readonly ScannedRecord<'pay_allocations'>[]) =>
  all.map(({ data }) => {
    const to = data.bank_account.account_number ?? data.card?.card_number ?? '';
    return `${to.slice(-4)} ${data.allocation_type} ${data.allocation_value}`;
  });

describe('allocations after a switch', () => {
  const one = async (slug: string, config: object) =>
    parts(await allocationsAt(await switched(await sessionOf(slug, 'gen_2'), slug, { config })));
  const main = async (slug: string) => parts(await allocationsAt(await sessionOf(slug, 'gen_2')));

  test('of all go to the new account alone', async () => {
    expect(await one('homedepot', whole)).toEqual(['1592 percent 100']);
    expect(await one('uber', whole)).toEqual(['1592 percent 100']);
    expect(await one('ledgerleaf', percent('100'))).toEqual(['1592 percent 100']);
  });

  test('of a part leave the rest where the rest went', async () => {
    const rest = (await main('ledgerleaf')).at(-1)?.slice(0, 4);

    expect((await one('ledgerleaf', percent('12'))).slice(-2)).toEqual([
      '1592 percent 12',
      `${rest} percent remainder`,
    ]);
    expect((await one('ledgerleaf', amount('120.5'))).slice(-2)).toEqual([
      '1592 amount 120.50',
      `${rest} amount remainder`,
    ]);
  });

  test('of a card alone go to the card, of which four digits are kept', async () => {
    const session = await switched(await sessionOf('uber', 'gen_2'), 'uber', { config: { card } });

    expect(await allocationsAt(session)).toMatchObject([
      {
        data: {
          destination_type: 'card',
          card: { card_number: '**** **** **** 3456', card_name: 'Debit' },
          allocation_value: '100',
        },
      },
    ]);
    expect(JSON.stringify(session)).not.toContain(card.card_number);
  });

  test('of a bank account and a card name both', async () => {
    expect(await one('uber', { ...whole, card })).toEqual([
      '3456 percent 0',
      '1592 percent remainder',
    ]);
  });

  test('keep the names of those that stay, and of an account that is named again', async () => {
    const start = await sessionOf('ledgerleaf', 'gen_2');
    const first = await switched(start, 'ledgerleaf', { config: percent('12') });
    const second = await switched(first, 'ledgerleaf', { config: percent('40') });
    const third = await switched(second, 'ledgerleaf', { config: percent('5', other) });
    const names = async (session: Session) =>
      (await allocationsAt(session)).map(({ source_id }) => source_id).sort();

    const before = await names(start);
    expect(await names(first)).toEqual([...before, 'switch/1/bank_account']);
    expect(await names(second)).toEqual(await names(first));
    expect(await names(third)).toEqual([...(await names(first)), 'switch/3/bank_account']);
  });
});

describe('a source refuses', () => {
  const refused = { name: 'PayDistributionError', code: 'invalid_allocation' };

  test.each([
    ['a percentage that is too fine', percent('12.5')],
    ['an amount that is too fine', amount('10.005')],
  ])('%s', async (_, config) => {
    const session = await sessionOf('ledgerleaf', 'gen_2');

    await expect(switched(session, 'ledgerleaf', { config })).rejects.toMatchObject(refused);
  });

  test('more destinations than it has', async () => {
    let session = await sessionOf('ledgerleaf', 'gen_2');
    let count = (await allocationsAt(session)).length;
    const add = (n: number) => percent('1', { ...bank_account, account_number: `777000${n}000` });
    for (; count < 4; count++) {
      session = await switched(session, 'ledgerleaf', { config: add(count) });
    }

    expect(await allocationsAt(session)).toHaveLength(4);
    await expect(switched(session, 'ledgerleaf', { config: add(9) })).rejects.toMatchObject(
      refused,
    );
  });

  test('parts that are more than the whole', async () => {
    const start = await sessionOf('ledgerleaf', 'gen_2');
    const most = await switched(start, 'ledgerleaf', { config: percent('60') });

    await expect(
      switched(most, 'ledgerleaf', { config: percent('41', other) }),
    ).rejects.toMatchObject(refused);
  });

  test('a part of the pay for the only account, as nobody would get the rest', async () => {
    const session = await switched(await sessionOf('ledgerleaf', 'gen_2'), 'ledgerleaf', {
      config: whole,
    });

    await expect(switched(session, 'ledgerleaf', { config: percent('50') })).rejects.toMatchObject(
      refused,
    );
  });
});

describe('payouts', () => {
  const payoutsIn = (records: readonly ScannedRecord[]) =>
    records.flatMap((one) => (one.kind === 'payouts' ? [one] : []));
  const goesTo = ({ data }: ScannedRecord<'payouts'>) =>
    data.destinations.map(({ bank_account: to }) => to?.account_number?.slice(-4));

  test.each([
    ['homedepot', 'gen_2'],
    ['homedepot', 'test_3'],
    ['paythread', 'test_jobs'],
    ['uber', 'gen_1'],
  ])(
    'of %s to %s follow a switch from then on, and are as they were before',
    async (slug, login) => {
      const start = await sessionOf(slug, login);
      const session = await switched(start, slug, { config: whole });
      const at = later(NOW, YEAR);
      const was = payoutsIn(await recordsAt(start, at));
      const is = payoutsIn(await recordsAt(session, at));

      const early = (all: typeof is) => all.filter(({ data }) => data.payout_date <= NOW);
      const late = is.filter(({ data }) => data.payout_date > NOW);
      expect(early(is)).toEqual(early(was));
      expect(is.map(({ source_id }) => source_id)).toEqual(was.map(({ source_id }) => source_id));
      expect(late.length).toBeGreaterThan(10);
      for (const payout of late) {
        expect(goesTo(payout)).toEqual(payout.data.net_pay === '0.00' ? [] : ['1592']);
        expect(payout.data.type).toBe('direct_deposit');
      }
    },
  );

  test('of a scan that is forced after the switch follow it, in the same second too', async () => {
    const start = await sessionOf('homedepot', 'gen_2');
    const forced_scans = [NOW, NOW];
    const session = await switched(start, 'homedepot', {
      config: whole,
      forced_scans: forced_scans.slice(1),
    });
    const records = payoutsIn(await recordsAt(session, NOW, { forced_scans }));

    const extra = (n: number) =>
      records.filter(({ source_id }) => source_id.startsWith(`extra/${n}/`));
    expect(extra(1).length).toBeGreaterThan(0);
    for (const payout of extra(1)) expect(goesTo(payout)).not.toContain('1592');
    for (const payout of extra(2)) expect(goesTo(payout)).toEqual(['1592']);
  });

  test('and their payslips say the same after a switch', async () => {
    const start = await sessionOf('homedepot', 'gen_2');
    const session = await switched(start, 'homedepot', { config: whole });
    const records = await recordsAt(session, later(NOW, YEAR));
    const papers = new Map(
      records.flatMap((one) =>
        one.kind === 'documents' ? [[one.source_id, JSON.stringify(one.content)]] : [],
      ),
    );

    for (const payout of payoutsIn(records)) {
      const { destinations } = payout.data;
      expect(papers.get(payout.document ?? '')).toContain(JSON.stringify(destinations));
    }
  });

  test('before the clock was put back know nothing of a switch', async () => {
    const start = await sessionOf('homedepot', 'gen_2');
    const session = await switched(start, 'homedepot', { config: whole });
    const early = later(NOW, -DAY);

    expect(await recordsAt(session, early)).toEqual(await recordsAt(start, early));
  });
});

describe('a number ends a switch in its error', () => {
  /** Written by hand from the documents: the error of each account and card number, by its last two digits. */
  const codes = [
    'account_disconnected',
    'bank_and_card_update_failed',
    'invalid_mfa',
    'card_update_failed',
    'confirmation_timeout',
    'incompatible_auth',
    'incompatible_config',
    'mfa_timeout',
    'invalid_allocation',
    'system_error',
  ].map((code, index) => [String(index + 1).padStart(2, '0'), code] as const);

  test('and there is one for every error', () => {
    expect(codes.map(([, code]) => code).sort()).toEqual([...payDistributionCodes].sort());
  });

  test.each(codes)('…%s is %s', async (end, code) => {
    const session = await sessionOf('uber', 'gen_1');
    const byAccount = { bank_account: { ...bank_account, account_number: `90000000${end}` } };
    const byCard = { card: { ...card, card_number: `90000000000000${end}` } };
    const refused = { name: 'PayDistributionError', code };

    for (const config of [
      { ...byAccount, entire_allocation: true },
      byCard,
      { ...whole, ...byCard },
    ]) {
      await expect(switched(session, 'uber', { config })).rejects.toMatchObject(refused);
    }
  });

  test.each(['9000000000', '9000000011', '90000000010', '900000001'])(
    '%s is an account like any other',
    async (account_number) => {
      const config = { ...whole, bank_account: { ...bank_account, account_number } };
      const session = await sessionOf('uber', 'gen_1');

      await expect(switched(session, 'uber', { config })).resolves.toBeDefined();
    },
  );
});
