import { expect, test } from 'vitest';
import type { LogLevel } from './config.ts';
import { openLog } from './log.ts';

function captured(level: LogLevel = 'info') {
  const text: string[] = [];
  const log = openLog(level, { write: (line) => text.push(line) });
  const lines = () => {
    log.flush();
    return text
      .join('')
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  };
  return { log, text, lines };
}

const request = {
  request_id: 'r-1',
  method: 'GET',
  route: '/v1/users/{id}',
  status: 200,
  ms: 1.2345,
};

test('a request is one line of JSON', () => {
  const { log, lines } = captured();

  log.request(request);

  expect(lines()).toEqual([
    { ...request, ms: 1.23, level: 'info', time: expect.any(String), message: 'request' },
  ]);
});

test('lines below the level are not written', () => {
  const { log, lines } = captured('warn');

  log.request(request);
  log.info({}, 'started');
  log.warn({}, 'slow');

  expect(lines()).toMatchObject([{ level: 'warn', message: 'slow' }]);
});

test('a silent log writes nothing', () => {
  const { log, text } = captured('silent');

  log.request(request);
  log.error({}, 'failed');
  log.flush();

  expect(text).toEqual([]);
});

test.each([
  [{ password: 'hidden' }],
  [{ headers: { authorization: 'hidden', cookie: 'hidden' } }],
  [{ body: { answer: { code: 'hidden' } } }],
  [{ user: { external_metadata: 'hidden' } }],
  [{ token: 'hidden', access: 'hidden', refresh: 'hidden' }],
])('%j is redacted', (fields) => {
  const { log, text } = captured();

  log.info(fields, 'careless');

  expect(text.join('')).not.toContain('hidden');
  expect(text.join('')).toContain('[redacted]');
});

test('an error is told with its cause, without what a driver hung on it', () => {
  const { log, lines, text } = captured();
  const cause = Object.assign(new Error('constraint'), { detail: 'Key (email)=(hidden)' });

  log.error({ err: new Error('not saved', { cause }) }, 'failed');

  expect(lines()[0]).toMatchObject({
    level: 'error',
    message: 'failed',
    err: { name: 'Error', message: 'not saved', cause: { message: 'constraint' } },
  });
  expect(text.join('')).not.toContain('hidden');
});

test('lines keep their order', () => {
  const { log, lines } = captured();

  log.request(request);
  log.warn({}, 'slow');
  log.request(request);

  expect(lines().map(({ message }) => message)).toEqual(['request', 'slow', 'request']);
});

test('request lines are written together, and soon', async () => {
  const { log, text } = captured();

  for (let i = 0; i < 10; i++) log.request(request);

  await expect.poll(() => text.length).toBe(1);
  expect(text[0]?.split('\n')).toHaveLength(11);
});
