import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from '@intarsia/runtime';
import type { Config } from '../config.ts';
import { doorsOf } from '../doors.ts';
import { exits, StartError } from '../failures.ts';
import { type HttpServer, openHttp } from '../http.ts';
import type { Io } from '../io.ts';
import { openLog, type ServerLog } from '../log.ts';
import { openMetrics } from '../metrics.ts';
import { assertKeyKept, instanceOptions, open } from '../opening.ts';
import { scenariosIn } from '../scenarios-folder.ts';
import { startWorker } from '../worker.ts';
import { readyText } from './ready-text.ts';

/** How long a stop may take in all; what still runs for requests gets most of it. */
const STOP_MS = 10_000;
const REQUESTS_MS = 8_000;
/** A start that is told to stop may end within this, so that the keys of a first start are still shown. */
const START_MS = 1_000;

/** Runs the server until it is told to stop. */
export async function serve(config: Config, io: Io): Promise<number> {
  const scenarios = await scenariosIn(config.scenarios_dir);
  const log = openLog(config.log_level);
  const metrics = openMetrics();
  logCrashes(log);
  const told = stopSignal();
  const http = await bind(config, { log, metrics });
  try {
    const opening = assertKeyKept(config, log).then(() =>
      open({ ...instanceOptions(config, { log, public_url: http.url }), scenarios }),
    );
    const instance = await Promise.race([opening, told.then(() => wait(START_MS, undefined))]);
    if (!instance) {
      log.info({ signal: await told }, 'stopped while starting');
      await http.close(0);
      return exits.ok;
    }
    // Each has a loop of its own: receivers that take their time hold up no scan.
    const workers = [startWorker(instance, log), startWorker(instance.deliveries, log)];
    http.open(doorsOf(instance, { config, metrics }));
    warnAbout(config, log);
    log.info({ url: http.url, engine: instance.deps.store.engine }, 'ready');
    io.out(readyText(instance.first_start, { url: http.url, self: ownCommand() }));
    const signal = await told;
    log.info({ signal }, 'stopping');
    const clean = await stop({ http, instance, workers });
    log.info({ clean }, 'stopped');
    return clean ? exits.ok : exits.failure;
  } catch (error) {
    await http.close(0);
    throw error;
  } finally {
    log.flush();
  }
}

/** The command that runs this binary, as it can be pasted into the same shell. */
function ownCommand(): string {
  return `node ${path.relative('', process.argv[1] ?? '')}`;
}

async function bind(
  { host, port }: Config,
  watch: Parameters<typeof openHttp>[1],
): Promise<HttpServer> {
  try {
    return await openHttp({ host, port }, watch);
  } catch (cause) {
    throw new StartError(bindProblem(cause, { host, port }), { cause });
  }
}

function bindProblem(error: unknown, { host, port }: { host: string; port: number }): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `INTARSIA_PORT: ${port} on ${host} is in use. Stop the other process or choose another port.`;
  }
  if (code === 'EACCES') {
    return `INTARSIA_PORT: ${port} on ${host} may not be used by this account. Choose one above 1023.`;
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `INTARSIA_HOST: ${host} is no address of this machine.`;
  }
  return `INTARSIA_HOST, INTARSIA_PORT: cannot listen on ${host}:${port} (${String(error)})`;
}

/** Lets requests and the running job end, then closes the database. False when something had to be cut off. */
async function stop(running: {
  http: HttpServer;
  workers: readonly { stop(): Promise<void> }[];
  instance: Pick<Instance, 'drain' | 'close'>;
}): Promise<boolean> {
  const { http, workers, instance } = running;
  instance.drain();
  const stopping = [http.close(REQUESTS_MS), ...workers.map((worker) => worker.stop())] as const;
  const ended = Promise.all(stopping).then(async ([{ clean }]) => {
    await instance.close();
    return clean;
  });
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), STOP_MS).unref());
  return Promise.race([ended, late]);
}

/** Resolves at the first signal to stop; a second one ends the process at once. */
function stopSignal(): Promise<string> {
  return new Promise((resolve) => {
    for (const [signal, code] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const) {
      process.once(signal, () => {
        resolve(signal);
        process.once(signal, () => process.exit(code));
      });
    }
  });
}

/** Node ends the process on such an error; the log must have it before that. */
function logCrashes(log: ServerLog): void {
  process.on('uncaughtExceptionMonitor', (err, origin) => {
    log.error({ err, origin }, 'crashed');
    log.flush();
  });
}

function warnAbout(config: Config, log: ServerLog): void {
  for (const name of config.unknown) log.warn({ variable: name }, 'this variable means nothing');
}
