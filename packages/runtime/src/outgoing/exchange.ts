import http from 'node:http';
import https from 'node:https';
import type { OutgoingAnswer, OutgoingRequest } from '@intarsia/domain';
import type { Deadline } from './deadline.ts';

/** Bytes of an answer that are read; whatever comes after is not waited for. */
const MOST_BYTES = 65_536;
/** Characters of an answer that are kept. */
const EXCERPT = 1024;
/** Interim answers (1xx) that are borne with. */
const MOST_INTERIM = 16;

/** What connections are taken from. */
export interface Agents {
  readonly http: http.Agent;
  readonly https: https.Agent;
}

interface Sending {
  readonly request: Pick<OutgoingRequest, 'headers' | 'body'>;
  readonly agents: Agents;
  readonly deadline: Deadline;
}

type Answer = Pick<OutgoingAnswer, 'status' | 'retry_after' | 'excerpt'>;

/** A connection that was kept open has been closed by the other side, who may not have read anything. */
class KeptTooLong extends Error {
  override readonly name = 'KeptTooLong';
}

/** Sends a request and reads the beginning of its answer. Throws what the network throws. */
export async function answerTo(url: URL, sending: Sending): Promise<Answer> {
  // Ends: every connection that was kept too long is gone then, and a new one is none.
  for (;;) {
    try {
      return await exchange(url, sending);
    } catch (error) {
      if (!(error instanceof KeptTooLong)) throw error;
    }
  }
}

function exchange(url: URL, { request, agents, deadline }: Sending): Promise<Answer> {
  const { body } = request;
  const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) };
  const isPlain = url.protocol === 'http:';
  const agent = isPlain ? agents.http : agents.https;
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers, agent };
    const sent = isPlain ? http.request(url, options) : https.request(url, options);
    deadline.holds(sent);
    let interim = 0;
    let isAnswered = false;
    sent.on('information', () => {
      interim += 1;
      if (interim > MOST_INTERIM) sent.destroy(new Error('too many interim answers'));
    });
    sent.on('response', (response) => {
      isAnswered = true;
      answerOf(response).then(resolve, reject);
    });
    // What counts is the status: whatever breaks once it has come is no failure.
    sent.on('error', (error) => {
      if (!isAnswered) reject(wasKept(sent, error) ? new KeptTooLong() : error);
    });
    // The last word, for a connection that ends without an error: one that was to become another protocol.
    sent.on('close', () => {
      if (!isAnswered) reject(new Error('the connection ended without an answer'));
    });
    sent.end(body);
  });
}

function wasKept(sent: http.ClientRequest, error: Error): boolean {
  return sent.reusedSocket && 'code' in error && /^(ECONNRESET|EPIPE)$/.test(String(error.code));
}

async function answerOf(response: http.IncomingMessage): Promise<Answer> {
  const excerpt = await beginningOf(response);
  const retry_after = response.headers['retry-after'] ?? null;
  return { status: response.statusCode ?? null, retry_after, excerpt };
}

/** The beginning of a body. An answer that breaks off has been given all the same: what counts is the status. */
function beginningOf(response: http.IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    response.on('data', (part: Buffer) => {
      parts.push(part);
      size += part.length;
      if (size > MOST_BYTES) response.destroy();
    });
    response.on('error', () => undefined);
    const end = () => resolve(printable(Buffer.concat(parts).toString('utf8').slice(0, EXCERPT)));
    response.once('end', end);
    response.once('close', end);
  });
}

/** Text that every database takes: without control characters but white space, and whole characters alone. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd').toWellFormed();
}
