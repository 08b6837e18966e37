import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { pragmas } from './baseline/statements.ts';
import type { Bench } from './bench.ts';
import type { LoadResult } from './load/run.ts';
import { spreadOf } from './measure.ts';
import type { Measured } from './report.ts';
import { askSandbox, connectSandbox, readFrom } from './sandbox.ts';
import type { World } from './world/world.ts';

/** The login with the longest history: 30 months on a platform, six days a week. */
const LOGIN = { link_item: 'uber', username: 'test_busy' } as const;
/** Rows that the baseline commits at once: as many as the connector brings in a batch. */
const BATCH = 200;
const AT_LEAST = 0.4;

type Row = Record<string, string | null>;

/**
 * From a login to all its data, against the same rows put into the same table by a prepared insert, with a
 * durable commit for each batch. Both sides get one more account each time.
 */
export async function measureFirstScan(bench: Bench): Promise<Measured> {
  const world = bench.copy(await bench.world('few'));
  const bare = bench.copy(await bench.world('few'));
  const product = await bench.product(world);
  try {
    const { port } = product;
    const body = { speed: 'instant' };
    await askSandbox(port, { method: 'PATCH', path: '/v1/sandbox/settings', body });
    const account = await connectSandbox(port, LOGIN);
    const rows = rowsOf(world, account);
    const baseline = openInserts(bare, { rows, account: accountRow(world, account) });
    try {
      const { repetitions } = bench.sizes.pace;
      const own: number[] = [];
      const theirs: number[] = [];
      for (let i = 0; i < repetitions; i++) {
        const turns = [
          async () => own.push(await timed(() => connectSandbox(port, LOGIN))),
          async () => theirs.push(await baseline.insertOnce()),
        ];
        for (const turn of i % 2 === 0 ? turns : turns.reverse()) await turn();
      }
      const ratio = spreadOf(own.map((ms, i) => (theirs[i] ?? Number.NaN) / ms));
      const aim = { at_least: AT_LEAST };
      return { ratio, aim, product: rateOf(own, rows), baseline: rateOf(theirs, rows) };
    } finally {
      baseline.close();
    }
  } finally {
    await product.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Rows a second, and how long all of them took. */
function rateOf(times: readonly number[], rows: readonly unknown[]): LoadResult {
  const { median, most } = spreadOf(times);
  return { requests_per_second: (rows.length * 1000) / median, p50_ms: median, p99_ms: most };
}

/** What a login has brought: the facts, then all else from new to old, as scans tell of it. */
function rowsOf(world: World, account: string): Row[] {
  const order = "order by kind in ('payouts', 'activities'), date desc";
  const rows = readFrom<Row>(world, `select * from resources where account_id = ? ${order}`, [
    account,
  ]);
  if (rows.length < 2000) throw new Error(`the login brought ${rows.length} rows only`);
  return rows;
}

function accountRow(world: World, account: string): Row {
  const [row] = readFrom<Row>(world, 'select * from accounts where id = ?', [account]);
  if (!row) throw new Error(`there is no account ${account}`);
  return row;
}

/** Inserts the rows again and again, each time as those of another account. */
function openInserts(
  { file, environment_id }: World,
  { rows, account }: { rows: readonly Row[]; account: Row },
) {
  const database = new Database(file);
  for (const pragma of pragmas.writer) database.pragma(pragma);
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const insertAccount = database.prepare(insertOf('accounts', account));
  const insertRow = database.prepare(insertOf('resources', rows[0] ?? {}));
  const [owner] = database
    .prepare<unknown[], { id: string }>('select id from users where environment_id = ? limit 1')
    .all(environment_id);
  const here = { environment_id, user_id: owner?.id ?? null };

  return {
    /** Gives the milliseconds that the rows took. */
    async insertOnce(): Promise<number> {
      const account_id = randomUUID();
      insertAccount.run(Object.values({ ...account, ...here, id: account_id }));
      const values = rows.map((row) =>
        Object.values({ ...row, ...here, account_id, id: randomUUID() }),
      );
      return timed(async () => {
        for (let start = 0; start < values.length; start += BATCH) {
          begin.run();
          for (const row of values.slice(start, start + BATCH)) insertRow.run(row);
          commit.run();
        }
      });
    },
    close: () => database.close(),
  };
}

function insertOf(table: string, row: Row): string {
  const names = Object.keys(row);
  return `insert into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`;
}
