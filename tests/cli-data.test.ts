import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  Account,
  Document,
  Payout,
  page as pageOf,
  resourceKinds,
  UserRef,
} from '@intarsia/domain';
import { engines } from '@intarsia/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, runLine, tempFolders } from '../apps/cli/src/testing.ts';
import { emptyPlace, type Place, type ServerProcess, startServer } from './src/server-process.ts';

let place: Place;
let server: ServerProcess;
let env: Record<string, string>;
let job: string;
let gig: string;
const folders = tempFolders();

beforeAll(async () => {
  const [engine] = engines;
  if (!engine) throw new Error('there is no engine');
  place = await emptyPlace(engine);
  server = await startServer(place.env);
  const key = /Sandbox API key\s+(\S+)/.exec(server.out())?.[1] ?? '';
  env = { INTARSIA_URL: server.url, INTARSIA_API_KEY: key, NO_COLOR: '1' };
  await data('sandbox settings --speed instant');
  job = await connected('walmart', 'test_jobs');
  gig = await connected('warpride', 'test_contractor');
});

afterAll(async () => {
  folders.clear();
  await server?.stop();
  await place?.remove();
});

/** Runs the program against the server. */
function run(line: string, terminal?: { columns: number }): Promise<Ended> {
  const { fetch } = globalThis;
  return runLine(line.split(' '), { env, fetch, ...(terminal ? { terminal } : {}) });
}

/** What the program prints for other programs, having ended well and said nothing else. */
async function data(line: string): Promise<unknown> {
  const { code, out, err } = await run(`${line} --json`);
  expect([line, code, err]).toEqual([line, 0, '']);
  return JSON.parse(out);
}

async function connected(link_item: string, username: string): Promise<string> {
  const login = `sandbox connect ${link_item} --username ${username} --password passgood`;
  return Account.parse(await data(`${login} --wait`)).id;
}

test.each(Object.values(resourceKinds).filter(({ scanned }) => scanned))(
  '$path are listed and shown',
  async ({ path: noun, model }) => {
    const isGig = ['vehicles', 'reputations', 'activities'].includes(noun);
    const account = isGig ? gig : job;

    const page = pageOf(model).parse(await data(`${noun} list --account ${account} --limit 2`));
    const row: Readonly<Record<string, unknown>> = page.results[0] ?? {};
    const got = model.parse(await data(`${noun} get ${row.id}`));
    const shown = await run(`${noun} get ${row.id}`);

    expect(page.results.map((each) => each.account)).toEqual(page.results.map(() => account));
    // A link is signed anew at each reading.
    expect(withoutLink(got)).toEqual(withoutLink(row));
    expect([shown.code, shown.out.includes(String(row.id))]).toEqual([0, true]);
    expect(shown.out).not.toMatch(/undefined|null|NaN|\[object/);
  },
);

function withoutLink({ file_url: _, ...row }: Readonly<Record<string, unknown>>) {
  return row;
}

test.each([80, 120])('tables keep to %i columns', async (columns) => {
  for (const { path: noun } of Object.values(resourceKinds)) {
    const { code, out } = await run(`${noun} list --limit 20`, { columns });
    expect(code).toBe(0);
    const lines = out.split('\n');
    const widest = Math.max(...lines.map((line) => line.length));
    expect([noun, widest <= columns]).toEqual([noun, true]);
  }
});

test('payouts between two days are those that the API gives, page by page', async () => {
  const payouts = Payout.array();

  const all = payouts.parse(await data(`payouts list --account ${job} --all`));
  const [from, to] = [all.at(-5), all.at(10)].map((row) => row?.payout_date.slice(0, 10));
  const some = payouts.parse(
    await data(`payouts list --account ${job} --from ${from} --to ${to} --all`),
  );

  const between = all.filter(({ payout_date: at }) => {
    const day = at.slice(0, 10);
    return from !== undefined && to !== undefined && day >= from && day <= to;
  });
  expect(some.length).toBeGreaterThan(0);
  expect(some).toEqual(between);
});

test('the file of a document is saved through its link', async () => {
  const documents = await data(`documents list --account ${job}`);
  const [document] = pageOf(Document).parse(documents).results;
  const file = path.join(folders.make(), 'document.pdf');

  const saved = await data(`documents open ${document?.id} --output ${file}`);

  const bytes = readFileSync(file);
  expect(saved).toEqual({ id: document?.id, file, size: bytes.byteLength });
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
});

test('an account is brought into an error, watched there, brought back and scanned', async () => {
  const { id } = Account.parse(await data(`accounts get ${gig}`));

  await data(`sandbox connection ${id} error --error auth_required`);
  const lost = await run(`accounts watch ${id}`);
  const refused = await run(`accounts scan ${id}`);
  await data(`sandbox connection ${id} connected`);
  const watched = await run(`accounts watch ${id} --timeout 30s`);
  const scanned = await data(`accounts scan ${id}`);

  expect([lost.code, refused.code, watched.code]).toEqual([1, 1, 0]);
  expect(lost.out).toMatch(/^error: .*\(auth_required\)\n$/);
  expect(watched.out.trimEnd().split('\n').at(-1)).toMatch(/^synced, [\d,]+ payouts?, /);
  expect(scanned).toEqual({ id, scan_requested: true });
});

test('pay is switched from a config to new allocations', async () => {
  const file = path.join(folders.make(), 'config.json');
  const bank_account = {
    bank_name: 'Harborline Bank',
    routing_number: '141000128',
    account_number: '4837461592',
    account_type: 'checking',
  };
  writeFileSync(file, JSON.stringify({ bank_account, amount_allocation: { value: '125.00' } }));

  const { out: config } = await run(`pay-distribution encrypt --file ${file}`);
  const started = Account.parse(
    await data(`pay-distribution start ${job} --config ${config.trim()}`),
  );
  const ended = Account.parse(await data(`pay-distribution confirm ${job} --wait`));
  const { out } = await run(`pay-allocations list --account ${job}`);
  const forced = Account.parse(
    await data(`sandbox pay-distribution ${job} error --error system_error`),
  );

  expect(started.pay_distribution.status).toBe('awaiting_confirmation');
  expect(ended.pay_distribution.status).toBe('success');
  expect(out).toMatch(/Harborline Bank +125\.00 USD +•••• 1592/);
  expect(forced.pay_distribution.error_code).toBe('system_error');
});

test('a world is copied, emptied, brought back and its copy removed', async () => {
  const users = pageOf(UserRef);
  const before = users.parse(await data('users list'));

  const { id } = UserRef.parse(await data('sandbox snapshot take'));
  await data('sandbox reset --yes');
  const empty = users.parse(await data('users list'));
  await data(`sandbox snapshot restore ${id}`);
  const after = users.parse(await data('users list'));
  await data(`sandbox snapshot remove ${id} --yes`);
  const gone = await run(`sandbox snapshot restore ${id}`);

  expect(empty.count).toBe(0);
  expect(after).toEqual(before);
  expect(gone.code).toBe(3);
});

test('settings are changed one by one', async () => {
  await data('sandbox settings --latency-ms 1 --rate-limit 100000 --allow-loopback no');

  const settings = await data('sandbox settings --latency-ms off --allow-loopback default');

  expect(settings).toMatchObject({ latency_ms: null, rate_limit: 100000, allow_loopback: null });
});
