import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { doorsOf } from './doors.ts';
import { type HttpServer, openHttp } from './http.ts';
import { openLog } from './log.ts';
import { openMetrics } from './metrics.ts';

const exec = promisify(execFile);
const MIB = 1_048_576;
const MOST = 20 * MIB;

let house: Awaited<ReturnType<typeof testInstance>>;
let server: HttpServer;
let form: string;
const lines: string[] = [];

beforeAll(async () => {
  house = await testInstance();
  const config = { ...readConfig({}), port: 0 };
  const metrics = openMetrics();
  const log = openLog('info', { write: (text) => lines.push(...text.split('\n').slice(0, -1)) });
  server = await openHttp(config, { log, metrics });
  server.open(doorsOf(house.instance, { config, metrics }));
  const begun = await house.caller().forms.start({});
  form = begun.id;
});
afterAll(async () => {
  await server.close(0);
  await house.close();
});

const files = () => `/v1/forms/${form}/files?slot=paystubs`;
const auth = () => house.keys.sandbox.auth;

/** Sends bytes in chunks, so that nobody knows beforehand how many there will be. */
function sendChunks(url: string, size: number, headers: Record<string, string> = {}) {
  const chunk = Buffer.alloc(MIB / 4, 0x20);
  let left = size;
  const body = new ReadableStream({
    pull(controller) {
      const part = Buffer.from(chunk.subarray(0, Math.min(left, chunk.length)));
      if (left === size) part.write('%PDF-1.7\n');
      left -= part.length;
      if (part.length > 0) controller.enqueue(part);
      else controller.close();
    },
  });
  const request = { method: 'POST', body, duplex: 'half', headers };
  return fetch(`${server.url}${url}`, {
    ...request,
    headers: { authorization: auth(), ...headers },
  });
}

/** Sends a head, then the rest once the server asks for it; gives all that comes back. */
function converse(head: readonly string[], rest: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const port = Number(new URL(server.url).port);
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`${[...head, 'host: a', 'expect: 100-continue'].join('\r\n')}\r\n\r\n`);
    });
    socket.setEncoding('utf8');
    socket.on('data', (text) => {
      answer += text;
      if (/^HTTP\/1\.1 100 Continue\r\n\r\n$/.test(answer)) socket.write(rest);
      else if (answer.includes('}')) socket.end();
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

test('a file of 20 MiB is taken, also when nobody said how long it would be', async () => {
  const answer = await sendChunks(files(), MOST);

  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({ size: MOST });
});

test('a file that grows beyond 20 MiB is refused, and its sender reads the answer', async () => {
  const answer = await sendChunks(files(), MOST + 1);

  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({
    code: 'body_too_large',
    detail: 'A file must have at most 20 MiB.',
  });
});

test('any other body is refused beyond 1 MiB', async () => {
  const answer = await sendChunks('/v1/forms', 2 * MIB, { 'content-type': 'application/json' });

  expect(answer.status).toBe(413);
  expect(await answer.json()).toMatchObject({ detail: 'The body must be at most 1 MiB.' });
});

test('who asks before sending a file is told to go on', async () => {
  const body = '%PDF-1.7';
  const head = [`POST ${files()} HTTP/1.1`, `authorization: ${auth()}`, 'content-length: 8'];

  const answer = await converse(head, body);

  expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 201 /);
  expect(answer).not.toMatch(/connection: close/i);
});

test('who asks before calling the typed router is told to go on', async () => {
  const body = '{"link_item":"walmart"}';
  const head = ['POST /trpc/forms.start HTTP/1.1', `authorization: ${auth()}`];
  const more = ['content-type: application/json', `content-length: ${body.length}`];

  const answer = await converse([...head, ...more], body);

  expect(answer).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 400 .*link_item_unfit/s);
});

test.each([
  ['too large a file', () => ['content-length: 20971521', `authorization: ${auth()}`], 413],
  ['a file without a key', () => ['content-length: 8'], 401],
] as const)('who asks before sending %s is refused and sends nothing', async (_, head, status) => {
  const answer = await converse([`POST ${files()} HTTP/1.1`, ...head()], 'never sent');

  expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
  expect(answer).toMatch(/connection: close/i);
});

test('a file is fetched by its link alone, and no log tells of the link', async () => {
  const { forms } = house.caller();
  const content = btoa('%PDF-1.7 and so on');
  const { url } = await forms.addFile({ id: form, slot: 'form_w2', content });
  const { pathname } = new URL(url ?? '');

  const whole = await fetch(`${server.url}${pathname}`);
  const head = await fetch(`${server.url}${pathname}`, { method: 'HEAD' });
  const wrong = await fetch(`${server.url}${pathname}A`);

  expect([whole.status, await whole.text()]).toEqual([200, '%PDF-1.7 and so on']);
  expect(head.headers.get('content-length')).toBe('18');
  expect(head.headers.get('content-type')).toBe('application/pdf');
  expect(wrong.status).toBe(404);
  await expect.poll(() => lines.join('')).toContain('"/files/{link}"');
  expect(lines.join('')).not.toContain(pathname);
});

test('the commands of the guide do what it says', async () => {
  const guide = await readFile(new URL('../../../docs/forms.md', import.meta.url), 'utf8');
  // What is kept for the next command is kept here by the test.
  const commands = guide
    .split('\n')
    .map((line) => /^(?:FORM=\$\()?(curl .*?)(?: \| node .*)?$/.exec(line)?.[1])
    .filter((command) => command !== undefined);
  const { id, secret } = house.keys.sandbox;
  const known = { FORM: '', FILE: '' };
  const folder = await mkdtemp(path.join(tmpdir(), 'intarsia-guide-'));
  await writeFile(path.join(folder, 'april.pdf'), '%PDF-1.7');
  const run = async (command: string) => {
    const env = { INTARSIA_URL: server.url, INTARSIA_API_KEY: `${id}:${secret}`, ...known };
    const at = { cwd: folder, env: { PATH: process.env.PATH, ...env } };
    const line = command.replace('curl', 'curl -sS --fail').replace('<file_id>', known.FILE);
    const { stdout } = await exec('sh', ['-c', line], at);
    const answer = stdout === '' ? {} : JSON.parse(stdout);
    if (answer.account) known.FORM = answer.id;
    if (answer.file_id) known.FILE = answer.file_id;
    return answer;
  };

  const answers = [];
  for (const command of commands) {
    // The guide has taken its only file back, and this form is not sent without one.
    if (command.endsWith('/submit"')) await run(commands.find((one) => one.includes('@')) ?? '');
    answers.push(await run(command));
  }
  await rm(folder, { recursive: true });

  expect(commands).toHaveLength(5);
  expect(answers.at(-1)).toMatchObject({ id: known.FORM, status: 'submitted' });
});
