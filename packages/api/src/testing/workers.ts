import {
  type Connector,
  type ConnectStep,
  type Log,
  type ScanBatch,
  SECOND,
} from '@intarsia/domain';
import type { Store, Writes } from '@intarsia/store';
import { z } from 'zod';
import type { TestInstance } from '../../../runtime/src/testing.ts';
import { runDueJobs } from '../jobs/run.ts';
import type { Deps } from '../kernel/index.ts';

/** A connector of a test in the place of the sandbox; what is not said succeeds at once. */
function fakeConnector(parts: Partial<Connector>): Connector {
  return {
    id: 'sandbox',
    credentials: z.unknown(),
    loginFields: () => [],
    async *connect(): AsyncGenerator<ConnectStep> {
      yield { kind: 'connected', session: {} };
    },
    async *scan(): AsyncGenerator<ScanBatch> {
      yield { stage: 'done', cursor: null };
    },
    ...parts,
  };
}

/** The instance's parts with another connector, and whatever else is given. */
export function depsWith(
  t: TestInstance,
  { connector, ...others }: Partial<Deps> & { connector?: Partial<Connector> } = {},
): Deps {
  const connectors = connector
    ? new Map([['sandbox', fakeConnector(connector)]])
    : t.instance.deps.connectors;
  return { ...t.instance.deps, connectors, ...others };
}

/** Runs the sandbox's jobs until none is due any more. */
export async function runAll(t: TestInstance, deps: Deps): Promise<number> {
  const environment = { ...t.sandbox, speed: 'instant' } as const;
  for (let total = 0; ; ) {
    const ran = await runDueJobs(deps, environment, { limit: 16 });
    if (ran === 0) return total;
    total += ran;
  }
}

/** Runs the sandbox's jobs again and again, while eight minutes pass, whatever fails meanwhile. */
export async function runThrough(t: TestInstance, deps: Deps): Promise<void> {
  for (let n = 0; n < 96; n++) {
    await runAll(t, deps).catch(() => 0);
    t.clock.advance(5 * SECOND);
  }
}

/** A point at which a connector waits until the test lets it go on. */
export interface Gate {
  /** Resolves when somebody has come to the gate. */
  readonly reached: Promise<void>;
  /** Waits at the gate. */
  pass(): Promise<void>;
  open(): void;
}

/** A gate that is shut. */
export function shutGate(): Gate {
  let open = () => {};
  let arrive = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return {
    reached,
    pass() {
      arrive();
      return opened;
    },
    open: () => open(),
  };
}

/** One line that was logged. */
export interface Line {
  readonly level: string;
  readonly message: string;
  readonly fields: object;
}

/** A log that keeps its lines. */
export function keptLog(): { log: Log; lines: Line[] } {
  const lines: Line[] = [];
  const at = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, fields });
  };
  return {
    log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') },
    lines,
  };
}

/**
 * A store whose transactions are asked `fails` before every statement and before their end, by name, and
 * break off where it says so, as if the process had ended there.
 */
export function failingStore(store: Store, fails: (statement: string) => boolean): Store {
  const check = (statement: string) => {
    if (fails(statement)) throw new Error(`broken off at ${statement}`);
  };
  return {
    ...store,
    write: (run) =>
      store.write(async (tx) => {
        const answer = await run(watched(tx, check));
        check('end');
        return answer;
      }),
  };
}

function watched(tx: Writes, check: (statement: string) => void): Writes {
  return new Proxy(tx, {
    get(target, noun) {
      const repository: unknown = Reflect.get(target, noun);
      if (typeof repository !== 'object' || repository === null) return repository;
      return new Proxy(repository, {
        get(methods, name) {
          const method: unknown = Reflect.get(methods, name);
          if (typeof method !== 'function') return method;
          return (...args: unknown[]) => {
            check(`${String(noun)}.${String(name)}`);
            return Reflect.apply(method, methods, args);
          };
        },
      });
    },
  });
}
