import { Agent, request } from 'node:http';
import { timeNow } from '../receiver/receiver.ts';

/** Bodies to post, each once. */
export interface PostJob {
  readonly port: number;
  readonly connections: number;
  readonly messages: readonly { headers: Readonly<Record<string, string>>; body: string }[];
}

/** Whoever posts, with connections that are kept open from one job to the next. */
export interface Poster {
  /** Gives when it began, once every body was answered. */
  post(job: PostJob): Promise<number>;
  close(): Promise<void>;
}

/**
 * The least that a Node program can do to deliver: `http.request` with an agent that keeps connections, and
 * bodies and headers that are made already. It signs, stores and retries nothing.
 */
export function openPoster(): Poster {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 256 });
  return {
    async post({ port, connections, messages }) {
      const began = timeNow();
      let next = 0;
      const line = async () => {
        for (let at = next++; at < messages.length; at = next++) {
          const message = messages[at];
          if (message) await send(port, { agent, ...message });
        }
      };
      await Promise.all(Array.from({ length: connections }, line));
      return began;
    },
    close: async () => agent.destroy(),
  };
}

function send(
  port: number,
  { agent, headers, body }: PostJob['messages'][number] & { agent: Agent },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/', method: 'POST', headers, agent };
    const sent = request(options, (response) => {
      response.resume();
      response.once('end', () => {
        if (response.statusCode === 204) resolve();
        else reject(new Error(`a delivery was answered with ${response.statusCode}`));
      });
    });
    sent.once('error', reject);
    sent.end(body);
  });
}
