import { createTestIntarsia } from '@intarsia/testing';
import { activityPagesTitle, measureActivityPages } from './activity-pages.ts';
import type { Bench } from './bench.ts';
import { type Call, cases, numberText, requestText } from './cases.ts';
import { ask } from './compare.ts';
import { measureBesideDead } from './dead-endpoint.ts';
import { measureDeliveries, postings } from './deliveries.ts';
import { measureDrive, payrolls, platforms } from './driven-days.ts';
import { measureEnqueue } from './enqueue.ts';
import { fanOutTitle, measureFanOut, measureSubscriber, subscriberTitle } from './fan-out.ts';
import { measureFirstScan } from './first-scan.ts';
import { linkFigures } from './link/figures.ts';
import { compareLoads, type Side, spreadOf } from './measure.ts';
import type { Measured } from './report.ts';
import type { World } from './world/world.ts';
import { measureWorld, worldTitle } from './worlds-back.ts';

/** A measure of the product alone. */
export interface Figure {
  title(sizes: Bench['sizes']): string;
  measure(bench: Bench): Promise<Measured>;
  /** What it can't be measured without. */
  readonly needs?: 'postgres';
}

/** The measures that can be made. */
export function figuresFor({ postgres }: Bench['sizes']): readonly Figure[] {
  const own = figures.filter(({ needs }) => needs !== 'postgres' || postgres !== undefined);
  return [...own, ...linkFigures()];
}

/** Every measure of the product alone, in the order of the table. */
const figures: readonly Figure[] = [
  {
    title: ({ few, many }) =>
      `list of 200, time at ${numberText(many)} users ÷ at ${numberText(few)}`,
    measure: (bench) => compareLists(bench, async () => [firstPage]),
  },
  {
    title: ({ few, many }) =>
      `list of 200 at any depth of ${numberText(many)} ÷ at ${numberText(few)}`,
    measure: (bench) => compareLists(bench, deepPages),
  },
  { title: activityPagesTitle, measure: measureActivityPages },
  { title: () => 'first scan, rows/s ÷ prepared inserts', measure: measureFirstScan },
  ...[payrolls, platforms].map(
    (driven): Figure => ({
      title: ({ drive: { accounts, days } }) =>
        `${days} days of ${driven.name}, ${accounts} accounts`,
      measure: (bench) => measureDrive(bench, driven),
    }),
  ),
  ...(['restore', 'reset'] as const).map(
    (turn): Figure => ({
      title: (sizes) => worldTitle(turn, sizes),
      measure: (bench) => measureWorld(bench, turn),
    }),
  ),
  ...Object.entries(postings).flatMap(([how, posting]): Figure[] => [
    {
      title: () => `deliveries to one receiver ÷ posts ${how}`,
      measure: async (bench) =>
        measureDeliveries(bench, bench.copy(await bench.world('few')), posting),
    },
    {
      title: () => `deliveries to one receiver ÷ posts ${how}, PostgreSQL`,
      needs: 'postgres',
      measure: async (bench) => {
        const { postgres } = bench.sizes;
        const world = { ...bench.copy(await bench.world('few')), postgres };
        return measureDeliveries(bench, world, posting);
      },
    },
  ]),
  {
    title: () => 'p99 of deliveries beside a dead endpoint ÷ without',
    measure: measureBesideDead,
  },
  ...[0, 1, 10].map(
    (count): Figure => ({
      title: () => `telling of an event, ${count} ${count === 1 ? 'webhook' : 'webhooks'}`,
      measure: (bench) => measureEnqueue(bench, count),
    }),
  ),
  { title: fanOutTitle, measure: measureFanOut },
  ...(['product', 'bare'] as const).map(
    (side): Figure => ({
      title: (sizes) => subscriberTitle(side, sizes),
      measure: (bench) => measureSubscriber(bench, side),
    }),
  ),
  { title: () => 'createTestIntarsia() after the first', measure: measureTestInstances },
  { title: () => 'start to first answer', measure: measureStart },
  { title: () => 'resident memory after start', measure: (bench) => measureMemory(bench, []) },
  {
    title: () => 'resident memory after load',
    measure: (bench) => measureMemory(bench, ['GET /v1/users/{id}', 'POST /v1/users']),
  },
];

const firstPage: Call = { method: 'GET', path: '/v1/users?limit=200' };
const LISTS = { connections: 8, status: 200 };
const DEEP_PAGES = 20;
const STARTS = 10;
const START_AIM_MS = 250;
const MEMORY_AIM_MB = 110;
const TEST_INSTANCE_AIM_MS = 10;

/** The time that a page takes among many users, in times of a first page among few. */
async function compareLists(
  bench: Bench,
  pages: (port: number, world: World) => Promise<Call[]>,
): Promise<Measured> {
  const [few, many] = [await bench.world('few'), await bench.world('many')];
  const [small, large] = [await bench.product(few), await bench.product(many)];
  try {
    const side = (port: number, calls: readonly Call[]): Side => ({
      port,
      requests: calls.map(requestText),
    });
    const { ratio, first, second } = await compareLoads(
      side(small.port, [firstPage]),
      side(large.port, await pages(large.port, many)),
      { load: { ...LISTS, run: bench.run }, pace: bench.sizes.pace },
    );
    return { ratio, aim: { at_most: 1.3 }, product: second, baseline: first };
  } finally {
    await Promise.all([small.close(), large.close()]);
  }
}

/** Pages all over the list, by their cursors. */
function deepPages(port: number, { users }: World): Promise<Call[]> {
  const offsets = Array.from({ length: DEEP_PAGES }, (_, i) =>
    Math.floor((i * users) / DEEP_PAGES),
  );
  return Promise.all(
    offsets.map(async (offset) => {
      const { body } = await ask(port, {
        method: 'GET',
        path: `/v1/users?limit=1&offset=${offset}`,
      });
      const cursor = new URL(JSON.parse(body).next).searchParams.get('cursor');
      return { ...firstPage, path: `${firstPage.path}&cursor=${cursor}` };
    }),
  );
}

async function measureStart(bench: Bench): Promise<Measured> {
  const world = await bench.world('few');
  const times: number[] = [];
  for (let i = 0; i < STARTS; i++) {
    const product = await bench.product(world);
    times.push(product.started_in_ms);
    await product.close();
  }
  return { value: spreadOf(times), unit: 'ms', aim: { at_most: START_AIM_MS } };
}

/** Opening an instance in the process of a test. The first call makes what the others begin with. */
async function measureTestInstances({ sizes }: Bench): Promise<Measured> {
  await (await createTestIntarsia()).close();
  const times: number[] = [];
  for (let i = 0; i < sizes.pace.repetitions * 4; i++) {
    const begun = performance.now();
    const intarsia = await createTestIntarsia();
    times.push(performance.now() - begun);
    await intarsia.close();
  }
  return { value: spreadOf(times), unit: 'ms', aim: { at_most: TEST_INSTANCE_AIM_MS } };
}

/** Memory after so much load as the cases of these names get in one measure. */
async function measureMemory(bench: Bench, names: readonly string[]): Promise<Measured> {
  const world = bench.copy(await bench.world('few'));
  const product = await bench.product(world);
  try {
    for (const one of cases.filter(({ name }) => names.includes(name))) {
      const requests = one.calls(world).map(requestText);
      const { repetitions, duration_ms } = bench.sizes.pace;
      await bench.run({
        ...one,
        port: product.port,
        requests,
        duration_ms: repetitions * duration_ms,
      });
    }
    const megabytes = (product.memory() ?? Number.NaN) / 2 ** 20;
    return { value: spreadOf([megabytes]), unit: 'MB', aim: { at_most: MEMORY_AIM_MB } };
  } finally {
    await product.close();
  }
}
