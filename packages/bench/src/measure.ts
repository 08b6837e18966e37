import type { LoadJob, LoadResult } from './load/run.ts';

/** One of two servers that are compared, with the requests that it gets. */
export interface Side {
  readonly port: number;
  readonly requests: readonly string[];
}

/** How long and how often. */
export interface Pace {
  readonly warmup_ms: number;
  readonly duration_ms: number;
  readonly repetitions: number;
}

/** The load that both sides get. */
export interface Load extends Pick<LoadJob, 'connections' | 'status'> {
  run(job: LoadJob): Promise<LoadResult>;
}

/** A ratio of two measures: the median over repetitions, and how far they lay apart. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Two servers under the same load, in turns. */
export interface Compared {
  /** Requests per second of the first side over those of the second. */
  readonly ratio: Spread;
  readonly first: LoadResult;
  readonly second: LoadResult;
}

/**
 * Loads two servers in turns, never both at once, and changes who begins with each repetition, so that
 * whatever else the machine does meets both.
 */
export async function compareLoads(
  first: Side,
  second: Side,
  { load, pace }: { load: Load; pace: Pace },
): Promise<Compared> {
  const run = (side: Side, duration_ms: number) => {
    const { connections, status } = load;
    return load.run({ ...side, connections, status, duration_ms });
  };
  await run(first, pace.warmup_ms);
  await run(second, pace.warmup_ms);
  const firsts: LoadResult[] = [];
  const seconds: LoadResult[] = [];
  for (let i = 0; i < pace.repetitions; i++) {
    const turns = [
      async () => firsts.push(await run(first, pace.duration_ms)),
      async () => seconds.push(await run(second, pace.duration_ms)),
    ];
    for (const turn of i % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  const ratios = firsts.map(
    ({ requests_per_second }, i) => requests_per_second / (seconds[i]?.requests_per_second ?? 0),
  );
  return { ratio: spreadOf(ratios), first: typical(firsts), second: typical(seconds) };
}

/** Median, least and most of some numbers. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.floor(middle)],
    sorted[Math.ceil(middle)],
  ];
  const [least = Number.NaN, most = Number.NaN] = [sorted[0], sorted.at(-1)];
  return { median: (low + high) / 2, least, most };
}

function typical(results: readonly LoadResult[]): LoadResult {
  const median = (name: keyof LoadResult) => spreadOf(results.map((one) => one[name])).median;
  return {
    requests_per_second: median('requests_per_second'),
    p50_ms: median('p50_ms'),
    p99_ms: median('p99_ms'),
  };
}
