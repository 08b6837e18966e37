import { cpus, loadavg } from 'node:os';
import type { LoadResult } from './load/run.ts';
import type { Spread } from './measure.ts';

/** What was measured for one line of the result. */
export type Measured = Ratio | Single | LeftOut;

/** Two servers under the same load. */
export interface Ratio {
  /** Where a good ratio lies. */
  readonly aim?: { readonly at_least?: number; readonly at_most?: number } | undefined;
  readonly ratio: Spread;
  readonly product: LoadResult;
  /** The bare server; for lists of two sizes, the product itself on the small one. */
  readonly baseline: LoadResult;
}

/** One measure of the product alone. */
interface Single {
  readonly aim?: { readonly at_most: number } | undefined;
  readonly value: Spread;
  readonly unit: 'µs' | 'ms' | 's' | 'MB' | 'KB';
  /** What was done meanwhile, by name. */
  readonly counts?: Readonly<Record<string, { total: number; per_second: number }>> | undefined;
}

/** What could not be measured here. */
interface LeftOut {
  readonly left_out: string;
}

/** Writes results as they come. */
export interface Report {
  head(): void;
  line(title: string, measured: Measured): void;
}

/** A table for people. */
export function tableReport(write: (text: string) => void): Report {
  return {
    head() {
      write(`${machine()}\n\n`);
      write(row(['', 'ratio', 'spread', 'aim', 'product/s', 'baseline/s', 'p50 ms', 'p99 ms']));
    },
    line: (title, measured) => write(row([title, ...cellsOf(measured)])),
  };
}

/** One JSON object per line for programs; the first one names the machine. */
export function jsonReport(write: (text: string) => void): Report {
  return {
    head: () => write(`${JSON.stringify({ machine: machine() })}\n`),
    line: (title, measured) => write(`${JSON.stringify({ title, ...measured })}\n`),
  };
}

/** What was measured on, and how busy it was before: a ratio needs a machine that does nothing else. */
function machine(): string {
  const [cpu] = cpus();
  const model = cpu?.model.trim() ?? 'CPU';
  const [load = 0] = loadavg();
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${model}, load ${load.toFixed(1)} before`;
}

function cellsOf(measured: Measured): string[] {
  if ('left_out' in measured) return [`left out: ${measured.left_out}`];
  return 'unit' in measured ? singleCells(measured) : ratioCells(measured);
}

function ratioCells({ ratio, aim, product, baseline }: Ratio): string[] {
  return [
    ratio.median.toFixed(2),
    `${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)}`,
    aimText(aim),
    perSecond(product),
    perSecond(baseline),
    `${product.p50_ms.toFixed(2)} / ${baseline.p50_ms.toFixed(2)}`,
    `${product.p99_ms.toFixed(2)} / ${baseline.p99_ms.toFixed(2)}`,
  ];
}

function singleCells({ value, unit, aim, counts = {} }: Single): string[] {
  const places = value.median < 100 ? 1 : 0;
  const [median, least, most] = [value.median, value.least, value.most].map((n) =>
    n.toFixed(places),
  );
  const done = Object.entries(counts).map(
    ([name, { total, per_second }]) =>
      `  ${total.toLocaleString('en')} ${name}, ${Math.round(per_second).toLocaleString('en')}/s`,
  );
  return [`${median} ${unit}`, `${least}–${most}`, aimText(aim), ...done];
}

function aimText(aim: Ratio['aim']): string {
  if (aim?.at_least !== undefined) return `≥ ${aim.at_least}`;
  return aim?.at_most === undefined ? '' : `≤ ${aim.at_most}`;
}

function perSecond({ requests_per_second }: LoadResult): string {
  return Math.round(requests_per_second).toLocaleString('en');
}

const WIDTHS = [46, 8, 12, 8, 11, 11, 14, 14];

function row(cells: readonly string[]): string {
  const [title = '', ...numbers] = cells;
  const padded = numbers.map((cell, i) => cell.padStart(WIDTHS[i + 1] ?? 0));
  return `${[title.padEnd(WIDTHS[0] ?? 0), ...padded].join(' ').trimEnd()}\n`;
}
