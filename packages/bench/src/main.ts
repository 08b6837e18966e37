import { readArguments, usage } from './arguments.ts';
import type { BaselineOptions } from './baseline/server.ts';
import { openBench, type Parts } from './bench.ts';
import { openChild } from './children.ts';
import type { FanOutJob } from './load/fan-out.ts';
import type { PostJob } from './load/post.ts';
import type { LoadJob, LoadResult } from './load/run.ts';
import { openProduct, residentMemory } from './product.ts';
import type { Arrival, ReceiverQuestion } from './receiver/receiver.ts';
import { jsonReport, tableReport } from './report.ts';
import { runBench } from './run.ts';

const FEW = 1000;

/** Everything in processes of its own, so that none takes time from another. */
const parts: Parts = {
  product: openProduct,
  async baseline(options) {
    const child = openChild<BaselineOptions, number>(new URL('./baseline.js', import.meta.url));
    return { port: await child.ask(options), close: child.close };
  },
  async bareFanOut() {
    const child = openChild<object, number>(new URL('./fan-out.js', import.meta.url));
    const port = await child.ask({});
    return { port, memory: () => residentMemory(child.pid), close: child.close };
  },
  load() {
    const child = openChild<LoadJob | FanOutJob, LoadResult>(new URL('./load.js', import.meta.url));
    return { run: child.ask, follow: child.ask, close: child.close };
  },
  async receiver() {
    const script = new URL('./receiver.js', import.meta.url);
    const child = openChild<ReceiverQuestion, unknown>(script);
    // Safe: that script gives its port, and arrivals where it is asked for a number of them.
    const port = (await child.ask({})) as number;
    // Safe as above.
    const arrivals = async (count: number) => (await child.ask({ count })) as Arrival[];
    return { port, arrivals, close: child.close };
  },
  poster() {
    const child = openChild<PostJob, number>(new URL('./post.js', import.meta.url));
    return { post: child.ask, close: child.close };
  },
  // Loaded by those alone who open Link.
  browser: async () => (await import('../../../tests/src/browser.ts')).openBrowser(),
};

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (!options) {
    process.stdout.write(usage);
    return;
  }
  const write = (text: string) => void process.stdout.write(text);
  const bench = openBench(parts, { ...options, few: FEW });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void bench.close().then(() => process.exit(1)));
  }
  try {
    await runBench(bench, options.only, options.json ? jsonReport(write) : tableReport(write));
  } finally {
    await bench.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
