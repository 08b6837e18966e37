import { parseArgs } from 'node:util';
import type { Pace } from './measure.ts';

/** What the bench was told. */
export interface Options {
  /** One JSON object per line instead of a table. */
  readonly json: boolean;
  /** Only what has this text in its title. */
  readonly only: string;
  /** Users in the large database. */
  readonly many: number;
  readonly pace: Pace;
  /** How many accounts, and days of their scans, a clock is driven through. */
  readonly drive: { readonly accounts: number; readonly days: number };
  /** Who follow one stream. */
  readonly subscribers: number;
  /** A PostgreSQL without tables. */
  readonly postgres: string | undefined;
}

/** What `--help` says. */
export const usage = `Usage: npm run bench -- [options]

  --json          one JSON object per line instead of a table
  --quick         short repetitions: shows that it runs, not how fast
  --case <text>   only the lines that have this text in their title
  --users <n>     users in the large database, 1,000,000 when not said
  --postgres <url>  an empty database, for the lines that need one
`;

const thorough: Pace = { warmup_ms: 2000, duration_ms: 1500, repetitions: 9 };
const quick: Pace = { warmup_ms: 300, duration_ms: 200, repetitions: 3 };

const aYear = { accounts: 100, days: 365 } as const;
const someDays = { accounts: 10, days: 30 } as const;

const MANY = 1_000_000;
const SUBSCRIBERS = 1000;
const FEW_SUBSCRIBERS = 50;

/** Reads the arguments; undefined when they ask for help. Throws for one that means nothing. */
export function readArguments(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      case: { type: 'string', default: '' },
      users: { type: 'string', default: String(MANY) },
      postgres: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const many = Number(values.users);
  if (!Number.isInteger(many) || many < 1) throw new Error('--users: must be a whole number');
  const sizes = values.quick
    ? { pace: quick, drive: someDays, subscribers: FEW_SUBSCRIBERS }
    : { pace: thorough, drive: aYear, subscribers: SUBSCRIBERS };
  return { json: values.json, only: values.case, many, postgres: values.postgres, ...sizes };
}
