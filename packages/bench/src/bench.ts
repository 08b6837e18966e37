import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { BaselineOptions } from './baseline/server.ts';
import type { FanOutJob } from './load/fan-out.ts';
import type { Poster } from './load/post.ts';
import type { LoadJob, LoadResult } from './load/run.ts';
import type { Pace } from './measure.ts';
import type { Product } from './product.ts';
import type { Receiver } from './receiver/receiver.ts';
import { copyWorld, makeWorld, type World } from './world/world.ts';

/** Something that was started and must be ended. */
export interface Open {
  close(): Promise<void>;
}

/** What the bench starts: processes of their own, or the same things in this process for tests. */
export interface Parts {
  product(world: World): Promise<Product>;
  baseline(options: BaselineOptions): Promise<Open & { readonly port: number }>;
  bareFanOut(): Promise<Streaming>;
  load(): Open & Loads;
  receiver(): Promise<Receiver>;
  poster(): Poster;
  /** Rejects where none is installed. */
  browser(): Promise<Browser>;
}

/** A server whose streams many read. */
export type Streaming = Open & Pick<Product, 'port' | 'memory'>;

/** What a load is put on servers with. */
interface Loads {
  run(job: LoadJob): Promise<LoadResult>;
  follow(job: FanOutJob): Promise<LoadResult>;
}

/** How large the two databases are, and how long loads run. */
export interface Sizes {
  readonly few: number;
  readonly many: number;
  readonly pace: Pace;
  /** How many accounts, and days of their scans, a clock is driven through. */
  readonly drive: { readonly accounts: number; readonly days: number };
  /** Who follow one stream. */
  readonly subscribers: number;
  /** A PostgreSQL without tables; what needs one is left out when there is none. */
  readonly postgres?: string | undefined;
}

/** What measures are made with. Everything that it starts or writes is gone once it is closed. */
export interface Bench extends Open, Loads {
  readonly sizes: Sizes;
  /** A database that is only read; made when it is first asked for. */
  world(users: 'few' | 'many'): Promise<World>;
  /** A copy for one who writes. */
  copy(world: World): World;
  product(world: World): Promise<Product>;
  baseline(world: World): Promise<Open & { readonly port: number }>;
  /** The bare server of streams. */
  bareFanOut(): Promise<Streaming>;
  /** A backend that takes deliveries. */
  receiver(): Promise<Receiver>;
  /** The bare loop that delivers to one. */
  poster(): Poster;
  /** Started when it is first asked for; undefined where none is installed. */
  browser(): Promise<Browser | undefined>;
}

/** Opens a bench in the system's folder for temporary files. */
export function openBench(parts: Parts, sizes: Sizes): Bench {
  const root = mkdtempSync(path.join(tmpdir(), 'intarsia-bench-'));
  const worlds = new Map<string, Promise<World>>();
  const opened: Open[] = [];
  let copies = 0;
  let browser: Promise<Browser | undefined> | undefined;
  const load = kept(parts.load());

  function kept<T extends Open>(one: T): T {
    opened.push(one);
    return one;
  }

  return {
    sizes,
    world(users) {
      const known = worlds.get(users) ?? makeWorld(path.join(root, users), sizes[users]);
      worlds.set(users, known);
      return known;
    },
    copy: (world) => copyWorld(world, path.join(root, `copy-${++copies}`)),
    run: (job) => load.run(job),
    follow: (job) => load.follow(job),
    product: async (world) => kept(await parts.product(world)),
    baseline: async ({ file, environment_id, signing }) =>
      kept(await parts.baseline({ file, environment_id, signing })),
    bareFanOut: async () => kept(await parts.bareFanOut()),
    receiver: async () => kept(await parts.receiver()),
    poster: () => kept(parts.poster()),
    browser() {
      browser ??= parts.browser().then(kept, () => undefined);
      return browser;
    },
    async close() {
      await Promise.allSettled(opened.map((one) => one.close()));
      rmSync(root, { recursive: true, force: true });
    },
  };
}
