import { openInstance } from '@intarsia/runtime';
import { readConfig } from '../../../apps/server/src/config.ts';
import { doorsOf } from '../../../apps/server/src/doors.ts';
import { openHttp } from '../../../apps/server/src/http.ts';
import { openLog } from '../../../apps/server/src/log.ts';
import { openMetrics } from '../../../apps/server/src/metrics.ts';
import { instanceOptions } from '../../../apps/server/src/opening.ts';
import { startWorker } from '../../../apps/server/src/worker.ts';
import { openBrowser } from '../../../tests/src/browser.ts';
import { openBareFanOut } from './baseline/fan-out.ts';
import { openBaseline } from './baseline/server.ts';
import type { Parts } from './bench.ts';
import { runFanOut } from './load/fan-out.ts';
import { openPoster } from './load/post.ts';
import { runLoad } from './load/run.ts';
import type { Product } from './product.ts';
import { environmentOf } from './product.ts';
import { openReceiver } from './receiver/receiver.ts';
import type { World } from './world/world.ts';

/** The bench's parts in this process, from their sources: right answers, meaningless times. */
export const partsHere: Parts = {
  product: openProductHere,
  baseline: openBaseline,
  bareFanOut: async () => ({ ...(await openBareFanOut()), memory: growing() }),
  load: () => ({ run: runLoad, follow: runFanOut, close: async () => {} }),
  receiver: openReceiver,
  poster: openPoster,
  browser: openBrowser,
};

/** One process for everything tells nothing of the memory of one part: here it grows with every look. */
function growing(): () => number {
  let looks = 0;
  return () => {
    looks += 1;
    return looks * 2 ** 20;
  };
}

/** The server's own doors on a free port. */
async function openProductHere(world: World): Promise<Product> {
  const started = performance.now();
  const config = readConfig(environmentOf(world, { port: 0, log_level: 'silent' }));
  const log = openLog(config.log_level);
  const metrics = openMetrics();
  const http = await openHttp(config, { log, metrics });
  const instance = await openInstance(instanceOptions(config, { log, public_url: http.url }));
  http.open(doorsOf(instance, { config, metrics }));
  const worker = startWorker(instance.deliveries, log);
  return {
    port: Number(new URL(http.url).port),
    started_in_ms: performance.now() - started,
    memory: growing(),
    async close() {
      await http.close(0);
      await worker.stop();
      await instance.close();
    },
  };
}
