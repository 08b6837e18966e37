import type { Bench } from '../bench.ts';
import type { Figure } from '../figures.ts';
import type { LoadResult } from '../load/run.ts';
import { spreadOf } from '../measure.ts';
import type { Measured } from '../report.ts';
import { type Circumstances, measureOpenings, type Openings } from './openings.ts';
import type { Opening } from './probe.ts';
import { measureSize } from './sizes.ts';

/** A server at the other end of a country. */
const FAR_MS = 50;

const moments: Readonly<Record<keyof Opening, string>> = {
  first_paint_ms: 'first paint',
  interactive_ms: 'interactive',
};

/** Every measure of how fast Link opens, and of what it loads for that. */
export function linkFigures(): Figure[] {
  const times = [0, FAR_MS].flatMap((round_trip_ms) =>
    (['empty', 'full'] as const).flatMap((cache) => openingFigures({ round_trip_ms, cache })),
  );
  return [
    ...times,
    { title: () => 'Link, script, gzipped', measure: (bench) => measureSize(bench, 'script') },
    {
      title: () => 'Link, scripts of its page, gzipped',
      measure: (bench) => measureSize(bench, 'page'),
    },
  ];
}

/** Two moments of the same openings. */
function openingFigures(circumstances: Circumstances): Figure[] {
  const { round_trip_ms, cache } = circumstances;
  const where = round_trip_ms === 0 ? '' : `, ${round_trip_ms} ms away`;
  let openings: Promise<Openings | undefined> | undefined;
  const openOnce = (bench: Bench) => {
    openings ??= measureOpenings(bench, circumstances);
    return openings;
  };
  // Safe: the keys are those of the object.
  return (Object.keys(moments) as (keyof Opening)[]).map((moment) => ({
    title: () => `Link, ${moments[moment]} ÷ bare, ${cache} cache${where}`,
    measure: async (bench) => ratioOf(await openOnce(bench), moment),
  }));
}

function ratioOf(openings: Openings | undefined, moment: keyof Opening): Measured {
  if (!openings) return { left_out: 'there is no browser; install Chromium or set CHROMIUM_PATH' };
  const product = openings.product.map((one) => one[moment]);
  const bare = openings.bare.map((one) => one[moment]);
  const ratio = spreadOf(product.map((ms, i) => ms / (bare[i] ?? Number.NaN)));
  return { ratio, product: timesOf(product), baseline: timesOf(bare) };
}

/** Openings a second, one after another, and how long they took. */
function timesOf(times: readonly number[]): LoadResult {
  const { median, most } = spreadOf(times);
  return { requests_per_second: 1000 / median, p50_ms: median, p99_ms: most };
}
