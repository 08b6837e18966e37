import type { Log } from '@intarsia/domain';
import { destination, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from './config.ts';

/** One answered request, as the log and the metrics see it: never a query value, header or body. */
export interface RequestLine {
  readonly request_id: string;
  readonly method: string;
  /** The path template, `-` when none matched. */
  readonly route: string;
  readonly status: number;
  readonly ms: number;
}

/** The process's log. */
export interface ServerLog extends Log {
  request(line: RequestLine): void;
  /** Writes out what is held back. */
  flush(): void;
}

/** Members that must never be seen, wherever a careless call puts them. */
const secretNames = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'key_secret',
  'token',
  'access',
  'refresh',
  'credentials',
  'session',
  'code',
  'answer',
  'external_metadata',
];
const paths = secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
/** Request lines are held back until so many characters are there, or for so long: a write for each costs too much. */
const HELD_LENGTH = 8192;
const HELD_MS = 250;

/** Where lines go: standard error unless a test says otherwise. Standard output is for results. */
export interface LogTarget {
  write(lines: string): unknown;
  flushSync?(): void;
}

/** Opens a log of JSON lines. */
export function openLog(level: LogLevel, target: LogTarget = standardError()): ServerLog {
  const held = openHeld(target);
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    messageKey: 'message',
    serializers: { err: plainError },
    redact: { paths, censor: '[redacted]' },
  };
  const logger = pino(options, {
    write(line: string) {
      held.release();
      target.write(line);
    },
  });
  const at = (name: 'debug' | 'info' | 'warn' | 'error') => (fields: object, message: string) =>
    logger[name](fields, message);

  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    request: logger.isLevelEnabled('info') ? requestWriter(held) : () => {},
    flush() {
      held.release();
      target.flushSync?.();
    },
  };
}

interface Held {
  add(line: string): void;
  /** Passes on what is held. */
  release(): void;
}

function openHeld(target: LogTarget): Held {
  let lines = '';
  let timer: NodeJS.Timeout | undefined;

  function release(): void {
    clearTimeout(timer);
    timer = undefined;
    if (lines === '') return;
    target.write(lines);
    lines = '';
  }

  return {
    release,
    add(line) {
      lines += line;
      if (lines.length >= HELD_LENGTH) release();
      else timer ??= setTimeout(release, HELD_MS).unref();
    },
  };
}

/**
 * The line of every request is put together by hand, which is several times as fast. Nothing in it needs
 * escaping: the id is checked, the method is a token, the route is ours.
 */
function requestWriter(held: Held): (line: RequestLine) => void {
  const timeText = openTimeText();
  return ({ request_id, method, route, status, ms }) => {
    held.add(
      `{"level":"info","time":"${timeText()}","request_id":"${request_id}","method":"${method}","route":"${route}","status":${status},"ms":${Math.round(ms * 100) / 100},"message":"request"}\n`,
    );
  };
}

/** The time as text. Many requests are answered within one millisecond and share it. */
function openTimeText(): () => string {
  let known = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now === known) return text;
    known = now;
    text = new Date(now).toISOString();
    return text;
  };
}

function standardError(): LogTarget {
  return destination({ fd: 2, sync: false });
}

/** An error without its own members: drivers hang rows and parameters on theirs. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: plainError(cause) }) };
}
