import { engines } from '@intarsia/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli, type Cli, type CliRun, openCli } from './src/cli-process.ts';
import { openReceiver, type Receiver } from './src/receiver.ts';
import {
  emptyPlace,
  freePort,
  type Place,
  printedAuth,
  type ServerProcess,
  startServer,
} from './src/server-process.ts';

/** Processes take their time on a busy machine. */
const SLOW = 120_000;

let place: Place;
let port = '0';
let server: ServerProcess;
let auth = '';
let cli: Cli;
let receiver: Receiver;

beforeAll(async () => {
  const [sqlite] = engines;
  if (!sqlite) throw new Error('no engine');
  place = await emptyPlace(sqlite);
  port = String(await freePort());
  server = await startServer({ ...place.env, INTARSIA_PORT: port });
  auth = printedAuth(server.out());
  receiver = await openReceiver();
  const key = Buffer.from(auth.replace('Basic ', ''), 'base64').toString();
  cli = openCli({ INTARSIA_URL: server.url, INTARSIA_API_KEY: key });
  await buildCli();
}, SLOW);

afterAll(async () => {
  cli.remove();
  await receiver.close();
  await server.stop();
  await place.remove();
});

async function makeUsers(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const headers = { authorization: auth };
    const { status } = await fetch(`${server.url}/v1/users`, { method: 'POST', headers });
    expect(status).toBe(201);
  }
}

function listen(...more: string[]): CliRun {
  const forward = ['--forward', `${receiver.url}/hook`, '--events', 'users.created'];
  return cli.start(['listen', ...forward, ...more]);
}

test('a listener goes on after its own end, that of the server and that of the receiver, with nothing lost', {
  timeout: SLOW,
}, async () => {
  const came: string[] = [];
  const collect = () => came.push(...ids(receiver));
  const arrived = (count: number) =>
    expect.poll(() => new Set([...came, ...ids(receiver)]).size, { timeout: SLOW }).toBe(count);
  let listening = listen('--from', 'start');
  await makeUsers(5);
  await arrived(5);

  await server.stop('SIGKILL');
  server = await startServer({ ...place.env, INTARSIA_PORT: port });
  await makeUsers(5);
  await arrived(10);

  listening.child.kill('SIGKILL');
  await listening.ended;
  await makeUsers(5);
  listening = listen();
  await arrived(15);

  collect();
  const { url } = receiver;
  await receiver.close();
  await makeUsers(5);
  receiver = await openReceiver(Number(new URL(url).port));
  await arrived(20);
  listening.child.kill('SIGTERM');
  await listening.ended;

  collect();
  const feed = await fetch(`${server.url}/v1/events?limit=200`, {
    headers: { authorization: auth },
  });
  const { results }: { results: { id: string }[] } = await feed.json();
  // What was answered but not yet remembered when it was killed comes once more, right after itself.
  expect(came.filter((id, at) => id !== came[at - 1])).toEqual(results.map(({ id }) => id));
});

function ids({ received }: Receiver): string[] {
  return received.map(({ headers }) => String(headers['webhook-id']));
}
