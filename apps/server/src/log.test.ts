import { expect, test } from 'vitest';
import type { LogLevel } from './config.ts';
import { openLog } from './log.ts';

function captured(level: LogLevel = 'info') {
  const text: string[] = [];
  const log = openLog(level, { write: (line) => text.push(line) });
  return { log, text, lines: () => text.map((line) => JSON.parse(line)) };
}

const request = {
  request_id: 'r-1',
  method: 'GET',
  route: '/v1/users/{id}',
  status: 200,
  ms: 1.2345,
};

test('a request is one line of JSON', () => {
  const { log, text, lines } = captured();

  log.request(request);

  expect(text.join('')).toMatch(/^[^\n]+\n$/);
  expect(lines()).toEqual([
    { ...request, ms: 1.23, level: 'info', time: expect.any(String), message: 'request' },
  ]);
});

test('lines below the level are not written', () => {
  const { log, text } = captured('warn');

  log.request(request);
  log.info({}, 'started');
  log.warn({}, 'slow');

  expect(text).toHaveLength(1);
});

test('a silent log writes nothing', () => {
  const { log, text } = captured('silent');

  log.request(request);
  log.error({}, 'failed');

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
