import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Account, Document, Payout, page as pageOf, resourceKinds } from '@intarsia/domain';
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
