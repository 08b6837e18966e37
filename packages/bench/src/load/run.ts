import { connect, type Socket } from 'node:net';
import { responseReader } from './responses.ts';

/** Load for one server: so many connections, each with one request under way at any time. */
export interface LoadJob {
  readonly port: number;
  readonly connections: number;
  readonly duration_ms: number;
  /** Whole requests, head and body. Each connection begins at another one and goes round. */
  readonly requests: readonly string[];
  /** The status of success; any other ends the run. */
  readonly status: number;
}

/** What a load saw. */
export interface LoadResult {
  readonly requests_per_second: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

/** What all connections of a run share. */
interface Run {
  readonly job: LoadJob;
  readonly requests: readonly Buffer[];
  readonly ends_at: number;
  readonly latencies: number[];
}

/** Puts load on a server. Rejects when a connection breaks or an answer has another status. */
export async function runLoad(job: LoadJob): Promise<LoadResult> {
  const sockets = await Promise.all(
    Array.from({ length: job.connections }, () => openSocket(job.port)),
  );
  const started = performance.now();
  const run: Run = {
    job,
    requests: job.requests.map((text) => Buffer.from(text)),
    ends_at: started + job.duration_ms,
    latencies: [],
  };
  try {
    await Promise.all(sockets.map((socket, index) => drive(socket, { run, first: index * 7 })));
    return resultOf(run.latencies, performance.now() - started);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

/** Opens a connection. Rejects when nobody listens. */
export function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

/** Sends requests one after another on one connection until the time is over. */
function drive(socket: Socket, { run, first }: { run: Run; first: number }): Promise<void> {
  const { job, requests, ends_at, latencies } = run;
  return new Promise((resolve, reject) => {
    let next = first;
    let sent = 0;
    const send = () => {
      sent = performance.now();
      socket.write(requests[next++ % requests.length] ?? '');
    };
    const read = responseReader((status) => {
      const now = performance.now();
      latencies.push(now - sent);
      if (status !== job.status) reject(new Error(`an answer had status ${status}`));
      else if (now < ends_at) send();
      else resolve();
    });
    socket.on('data', read);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed a connection')));
    send();
  });
}

/** What a load saw, from how long each thing took, in milliseconds. */
export function resultOf(latencies: readonly number[], elapsed_ms: number): LoadResult {
  const sorted = Float64Array.from(latencies).sort();
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    requests_per_second: (latencies.length / elapsed_ms) * 1000,
    p50_ms: at(0.5),
    p99_ms: at(0.99),
  };
}
