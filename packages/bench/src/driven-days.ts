import type { Bench } from './bench.ts';
import { spreadOf } from './measure.ts';
import type { Measured } from './report.ts';
import { askSandbox, connectSandbox, readFrom, rowsIn } from './sandbox.ts';
import type { World } from './world/world.ts';

/** Link items of one kind, and how often their accounts are scanned. */
export interface Driven {
  readonly name: string;
  readonly link_items: readonly string[];
  /** Seconds for 100 accounts and a year. */
  readonly aim?: number;
}

/** Employers and payroll platforms are scanned once a day, gig platforms twice. */
export const payrolls: Driven = {
  name: 'daily scans of payroll',
  link_items: ['walmart', 'kroger', 'paythread', 'quillgate_hotels', 'saltwick_systems'],
  aim: 10,
};
export const platforms: Driven = {
  name: 'scans of gig work twice a day',
  link_items: ['uber', 'doordash', 'instacart', 'warpride', 'bobbin_eats'],
};

/** What the aim is about. */
const WHOLE = { accounts: 100, days: 365 } as const;

/** The time in which a clock is driven through days of scans, once all accounts have their data. */
export async function measureDrive(bench: Bench, driven: Driven): Promise<Measured> {
  const { accounts, days } = bench.sizes.drive;
  const world = bench.copy(await bench.world('few'));
  const product = await bench.product(world);
  try {
    const clock = (verb: string, body: object) =>
      askSandbox(product.port, { method: 'POST', path: `/v1/sandbox/clock/${verb}`, body });
    await clock('freeze', {});
    for (let n = 0; n < accounts; n++) {
      const link_item = driven.link_items[n % driven.link_items.length] ?? '';
      await connectSandbox(product.port, { link_item, username: `gen_${n}` });
    }
    await clock('run', {});
    assertConnected(world, accounts);
    const before = rowsIn(world);
    const begun = performance.now();
    // Safe: the answer of success says how many jobs were run.
    const { jobs_run } = (await clock('advance', { by: `P${days}D` })) as { jobs_run: number };
    const seconds = (performance.now() - begun) / 1000;
    const rows = rowsIn(world) - before;
    const isWhole = accounts === WHOLE.accounts && days === WHOLE.days;
    return {
      value: spreadOf([seconds]),
      unit: 's',
      aim: isWhole && driven.aim !== undefined ? { at_most: driven.aim } : undefined,
      counts: { jobs: rated(jobs_run, seconds), rows: rated(rows, seconds) },
    };
  } finally {
    await product.close();
  }
}

function rated(total: number, seconds: number) {
  return { total, per_second: total / seconds };
}

/** Throws when there is less to scan than the measure says. */
function assertConnected(world: World, accounts: number): void {
  const sql = "select count(*) as total from accounts where status = 'connected'";
  const [{ total } = { total: 0 }] = readFrom<{ total: number }>(world, sql);
  if (total !== accounts) throw new Error(`${total} of ${accounts} accounts are connected`);
}
