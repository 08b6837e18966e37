import type { Log } from '@intarsia/domain';

/** What the loop drives. */
export interface Work {
  /**
   * Runs what is due, in every environment, until `signal` is aborted; tells how many jobs it ran. A slow one
   * may still run when this resolves.
   */
  work(signal: AbortSignal): Promise<number>;
  /** Waits for the slow ones. */
  idle(): Promise<void>;
  /** Milliseconds until the next job falls due; undefined when none is waiting. */
  dueIn(): Promise<number | undefined>;
  /** Calls back when a job was added that may be due at once. */
  onWake(listener: () => void): void;
}

/** The loop that runs jobs. */
export interface Worker {
  /** Takes no new job and resolves when the running one has ended. */
  stop(): Promise<void>;
}

/** Jobs that another process adds are noticed within this time. */
const LOOK_MS = 1000;
/** Waits after failures in a row: the database may be away for a while. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 30_000;

/** Starts to run jobs as they fall due. */
export function startWorker(jobs: Work, log: Log): Worker {
  const stopping = new AbortController();
  const bell = openBell();
  jobs.onWake(bell.ring);
  stopping.signal.addEventListener('abort', bell.ring);

  async function run(): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      try {
        const ran = await jobs.work(stopping.signal);
        failures = 0;
        if (ran > 0) continue;
        await bell.wait(Math.min((await jobs.dueIn()) ?? LOOK_MS, LOOK_MS));
      } catch (err) {
        const wait = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
        failures += 1;
        log.error({ err, failures, wait_ms: wait }, 'worker failed');
        await bell.wait(wait);
      }
    }
    await jobs.idle();
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** A wait that can be cut short. A ring while nobody waits is kept, so that no job is missed. */
function openBell() {
  let rung = false;
  let answer: (() => void) | undefined;

  return {
    ring(): void {
      rung = true;
      answer?.();
    },
    async wait(ms: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      answer = undefined;
    },
  };
}
