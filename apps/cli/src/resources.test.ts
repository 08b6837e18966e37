import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Answerer, answering, runLine, tempFolders } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret', NO_COLOR: '1' };
const ACCOUNT = '018051aa-f7a9-7000-8000-000000000002';
const common = {
  id: '018051aa-f7a9-7000-8000-000000000001',
  account: ACCOUNT,
  employer: 'warpride',
  created_at: '2022-04-22T14:26:40.682437Z',
  updated_at: '2022-04-22T14:26:40.682437Z',
  metadata: {},
};
const empty = { count: 0, next: null, previous: null, results: [] };
const bank = { bank_name: 'First', routing_number: '1', account_number: '9988776655' };

const folders = tempFolders();
afterAll(() => folders.clear());

function asked(answer: Answerer = () => empty) {
  const calls: [path: string, input: unknown][] = [];
  const answered = answering((path, input) => {
    calls.push([path, input]);
    return answer(path, input);
  });
  const run = (line: string, fetch = answered, terminal?: { columns: number }) =>
    runLine(line.split(' '), { env, fetch, ...(terminal ? { terminal } : {}) });
  return { calls, run, answered };
}

test.each([
  ['profiles', 'profiles'],
  ['employments', 'employments'],
  ['documents', 'documents'],
  ['vehicles', 'vehicles'],
  ['payouts', 'payouts'],
  ['activities', 'activities'],
  ['reputations', 'reputations'],
  ['pay-allocations', 'payAllocations'],
  ['forms', 'forms'],
])('%s are listed by account and user, and page by page', async (noun, router) => {
  const { run, calls } = asked();

  const { code, err } = await run(`${noun} list --account ${ACCOUNT} --user ${ACCOUNT} --limit 3`);

  expect([code, err]).toEqual([0, `0 ${noun.replace('-', ' ')}.\n`]);
  expect(calls).toEqual([[`${router}.list`, { account: ACCOUNT, user: ACCOUNT, limit: 3 }]]);
});

test.each(['payouts', 'activities'])('%s are filtered by their own dates', async (noun) => {
  const { run, calls } = asked();

  await run(`${noun} list --from 2030-01-31 --to 2030-02-28`);
  await run(`${noun} list --from 2030-01-31T09:00:00+01:00 --oldest-first`);

  expect(calls.map(([, input]) => input)).toEqual([
    { from_start_date: '2030-01-31T00:00:00Z', to_start_date: '2030-02-28T23:59:59Z' },
    { from_start_date: '2030-01-31T08:00:00Z', ordering: 'created_at' },
  ]);
});

test.each([
  ['payouts list --from yesterday'],
  ['payouts list --to 2030-02-30'],
  ['profiles list --from 2030-01-31'],
  ['vehicles list --account mine'],
  ['activities get 17'],
  ['documents open'],
  [`documents open ${ACCOUNT} --output `],
])('%s is not asked', async (line) => {
  const { run, calls } = asked();

  const { code, out } = await run(line);

  expect([code, out, calls]).toEqual([2, '', []]);
});

test('filters go with every page of --all', async () => {
  const { run, calls } = asked((_, { cursor }) => ({
    ...empty,
    next: cursor === undefined ? 'more' : null,
  }));

  await run(`payouts list --account ${ACCOUNT} --from 2030-01-31 --all`);

  const filter = { account: ACCOUNT, from_start_date: '2030-01-31T00:00:00Z', limit: 200 };
  expect(calls.map(([, input]) => input)).toEqual([filter, { ...filter, cursor: 'more' }]);
});

const none = { amount: '0.00', hours: null };
const payout = {
  ...common,
  document_id: null,
  status: 'completed',
  type: 'direct_deposit',
  payout_date: '2030-01-31T00:00:00Z',
  payout_period: { start_date: '2030-01-14T00:00:00Z', end_date: '2030-01-27T00:00:00Z' },
  currency: 'USD',
  hours: '80.00',
  gross_pay: '12345.60',
  net_pay: '10000.10',
  reimbursements: null,
  deductions: '345.50',
  taxes: '2000.00',
  fees: null,
  gross_pay_ytd: '1234567.80',
  net_pay_ytd: null,
  reimbursements_ytd: null,
  deductions_ytd: null,
  taxes_ytd: null,
  fees_ytd: null,
  filing_status: [{ type: 'state', location: 'GA', status: 'single' }],
  gross_pay_list: [
    { name: 'Regular', rate: '154.3200', hours: '80.0000', amount: '12345.60', amount_ytd: null },
  ],
  gross_pay_list_totals: { base: none },
  deduction_list: [{ name: '401(k)', amount: '345.50', tax_classification: 'pre_tax' }],
  tax_list: [{ name: 'Medicare', type: 'medicare', amount: '2000.00' }],
  destinations: [
    {
      method: 'direct_deposit',
      amount: '10000.10',
      currency: 'USD',
      bank_account: { ...bank, account_type: 'checking' },
      card: null,
    },
  ],
};

test('a payout is laid out as a payslip', async () => {
  const { run } = asked(() => payout);

  const { code, out } = await run(`payouts get ${common.id}`);

  expect(code).toBe(0);
  for (const line of [
    /^Paid +2030-01-31 by direct deposit$/m,
    /^Filing status +GA single$/m,
    /^ {2}Regular +80 +154\.32 +12,345\.60$/m,
    /^Gross pay +80 +12,345\.60 +1,234,567\.80$/m,
    /^ {2}401\(k\) \(pre tax\) +345\.50$/m,
    /^Net pay +10,000\.10$/m,
    /^ {2}First checking +•••• 6655 +10,000\.10 USD$/m,
  ]) {
    expect(out).toMatch(line);
  }
  expect(out).not.toContain('Fees');
});

test('lists keep to the width of a terminal, ids and amounts whole', async () => {
  const { run } = asked(() => ({ ...empty, count: 1, results: [payout] }));

  for (const columns of [80, 120]) {
    const { out } = await run('payouts list', undefined, { columns });
    const lines = out.trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines[1]).toContain(common.id);
    expect(lines[1]).toContain('10,000.10 USD');
  }
});

const profile = {
  ...common,
  ssn: '940-10-4194',
  full_name: null,
  birth_date: null,
  gender: null,
  marital_status: null,
  email: null,
  phone_number: null,
  address: null,
  picture_url: null,
};
const secrets = [
  ['profiles', profile, '•••• 4194'],
  [
    'pay-allocations',
    {
      ...common,
      destination_type: 'bank_account',
      bank_account: { ...bank, account_type: 'checking' },
      card: null,
      acss_debit: null,
      status: 'active',
      allocation_type: 'percent',
      allocation_value: '40',
      currency: 'USD',
      method: null,
    },
    '•••• 6655',
  ],
  [
    'documents',
    {
      ...common,
      document_type: 'drivers_license',
      document_number: '9988776655',
      document_type_description: null,
      expiration_date: null,
      available_date: null,
      file_url: null,
      ocr_data: null,
    },
    '•••• 6655',
  ],
] as const;

test.each(secrets)('numbers of %s are masked for people, and whole in JSON', async (...given) => {
  const [noun, row, shown] = given;
  const { run } = asked(() => row);

  const human = await run(`${noun} get ${common.id}`);
  const program = await run(`${noun} get ${common.id} --json`);

  expect(human.out).toContain(shown);
  expect(human.out).not.toMatch(/940-10|998877/);
  expect(JSON.parse(program.out)).toEqual(row);
});

test('a document without a file has nothing to open', async () => {
  const { run } = asked(() => ({ ...common, file_url: null }));

  const { code, out, err } = await run(`documents open ${common.id}`);

  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('has no file');
});

test('a file is linked to, saved or written out, and its link asked without the key', async () => {
  const file_url = 'http://files.test/files/abc';
  const bytes = new Uint8Array([37, 80, 68, 70, 45, 10]);
  const sent: (string | null)[] = [];
  const { run, answered } = asked(() => ({ ...common, file_url }));
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (String(input) !== file_url) return answered(input, init);
    sent.push(new Headers(init?.headers).get('authorization'));
    return new Response(bytes);
  };
  const file = path.join(folders.make(), 'x.pdf');

  const linked = await run(`documents open ${common.id} --json`, fetch);
  const saved = await run(`documents open ${common.id} --output ${file}`, fetch);
  const written = await run(`documents open ${common.id} --output -`, fetch);

  expect(JSON.parse(linked.out)).toEqual({ id: common.id, file_url });
  expect(saved.out).toBe(`Saved 6 bytes as ${file}.\n`);
  expect(new Uint8Array(readFileSync(file))).toEqual(bytes);
  expect(written.out).toBe('%PDF-\n');
  expect(sent).toEqual([null, null]);
});

test('a link that does not work any more is told', async () => {
  const { run, answered } = asked(() => ({ ...common, file_url: 'http://files.test/files/abc' }));
  const fetch: typeof globalThis.fetch = async (input, init) =>
    String(input).startsWith('http://files.test')
      ? new Response(null, { status: 404 })
      : answered(input, init);

  const { code, err } = await run(`documents open ${common.id} --output -`, fetch);

  expect(code).toBe(1);
  expect(err).toContain('HTTP 404');
});
