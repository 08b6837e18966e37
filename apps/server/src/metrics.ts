import { performance } from 'node:perf_hooks';
import type { RequestLine } from './log.ts';

/** Counts answered requests and tells them, with the state of the process, in Prometheus' text format. */
export interface Metrics {
  observe(line: RequestLine): void;
  /** Text of version 0.0.4. */
  text(): string;
}

/** Upper ends of the buckets, in seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly counts: number[];
  count: number;
  sum: number;
}

/** Starts to measure. */
export function openMetrics(): Metrics {
  // By route first: a look-up by a text that had to be put together costs more than the counting.
  const byRoute = new Map<string, Series[]>();

  return {
    observe({ method, route, status, ms }) {
      const known = byRoute.get(route) ?? [];
      if (known.length === 0) byRoute.set(route, known);
      let one = known.find((series) => series.status === status && series.method === method);
      if (!one) {
        one = { method, route, status, counts: buckets.map(() => 0), count: 0, sum: 0 };
        known.push(one);
      }
      const seconds = ms / 1000;
      const bucket = buckets.findIndex((end) => seconds <= end);
      if (bucket >= 0) one.counts[bucket] = (one.counts[bucket] ?? 0) + 1;
      one.count += 1;
      one.sum += seconds;
    },
    text: () => [...requestLines([...byRoute.values()].flat()), ...processLines()].join(''),
  };
}

function requestLines(series: readonly Series[]): string[] {
  const name = 'intarsia_http_request_duration_seconds';
  const lines = [head(name, 'histogram', 'Time from a request to its answer, by path template.')];
  for (const { method, route, status, counts, count, sum } of series) {
    const labels = `method="${method}",route="${route}",status="${status}"`;
    let below = 0;
    for (const [i, end] of buckets.entries()) {
      below += counts[i] ?? 0;
      lines.push(`${name}_bucket{${labels},le="${end}"} ${below}\n`);
    }
    lines.push(`${name}_bucket{${labels},le="+Inf"} ${count}\n`);
    lines.push(`${name}_sum{${labels}} ${sum}\n`, `${name}_count{${labels}} ${count}\n`);
  }
  return lines;
}

function processLines(): string[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const { active } = performance.eventLoopUtilization();
  const started = performance.timeOrigin / 1000;
  return [
    sample(
      'process_cpu_seconds_total',
      'counter',
      'User and system time.',
      (userCPUTime + systemCPUTime) / 1e6,
    ),
    sample('process_resident_memory_bytes', 'gauge', 'Resident memory.', rss),
    sample('nodejs_heap_size_used_bytes', 'gauge', 'Used heap.', heapUsed),
    sample('process_start_time_seconds', 'gauge', 'Start, in seconds since 1970.', started),
    sample(
      'nodejs_eventloop_active_seconds_total',
      'counter',
      'Time the loop was busy.',
      active / 1000,
    ),
  ];
}

function sample(name: string, type: string, help: string, value: number): string {
  return `${head(name, type, help)}${name} ${value}\n`;
}

function head(name: string, type: string, help: string): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}
