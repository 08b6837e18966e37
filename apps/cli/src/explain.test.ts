import { errorKinds } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { exitCodes } from './failures.ts';
import { openRemote } from './remote.ts';
import type { Target } from './target.ts';
import { answering, Refusal } from './testing.ts';

const target: Target = {
  url: 'http://intarsia.test',
  url_from: '--url',
  api_key: 'the-id:the-secret',
  key_from: 'INTARSIA_API_KEY',
};

/** Why a call fails, in the words of the program. */
async function explained(fetch: typeof globalThis.fetch) {
  const remote = openRemote(target, fetch);
  const error: unknown = await remote.api.users.get
    .query({ id: '018051aa-f7a9-7000-8000-000000000001' })
    .then(
      () => undefined,
      (refused: unknown) => refused,
    );
  const { outcome, message, hints } = remote.explain(error);
  return { code: exitCodes[outcome], text: [message, ...hints].join('\n') };
}

function refusing(code: string, message = 'Not found.', fields?: Record<string, string[]>) {
  return answering(() => {
    throw new Refusal(message, { code, ...(fields ? { fields } : {}) });
  });
}

/** Every code that does not end a command with 1. */
const codesByHand: Record<string, number> = {
  input_invalid: 2,
  json_invalid: 2,
  cursor_invalid: 2,
  link_item_unfit: 2,
  link_items_invalid: 2,
  pay_distribution_config_invalid: 2,
  scenario_invalid: 2,
  file_empty: 2,
  body_too_large: 2,
  user_unknown: 3,
  account_unknown: 3,
  link_item_unknown: 3,
  not_found: 3,
  route_unknown: 3,
  user_not_found: 3,
  account_not_found: 3,
  operator_not_found: 3,
  link_item_not_found: 3,
  resource_not_found: 3,
  key_not_found: 3,
  scenario_not_found: 3,
  link_settings_not_found: 3,
  client_not_found: 3,
  webhook_not_found: 3,
  delivery_not_found: 3,
  link_invalid: 3,
  link_expired: 3,
  snapshot_not_found: 3,
  sandbox_only: 3,
  credentials_missing: 4,
  key_invalid: 4,
  link_key_invalid: 4,
  session_invalid: 4,
  sign_in_failed: 4,
  token_invalid: 4,
  token_expired: 4,
  token_revoked: 4,
  caller_not_allowed: 4,
  role_not_allowed: 4,
  environment_unknown: 4,
  store_busy: 5,
  not_ready: 5,
  simulated_error: 5,
};

test.each(Object.keys(errorKinds))('the refusal %s has its exit code', async (code) => {
  const { code: exit } = await explained(refusing(code));

  expect(exit).toBe(codesByHand[code] ?? 1);
});

test.each(Object.keys(errorKinds).filter((code) => /.+_not_found$/.test(code)))(
  '%s says what is not there',
  async (code) => {
    const { text } = await explained(refusing(code));

    expect(text).toMatch(/^There is no such [a-z ]+\. \(/);
  },
);

test('a refusal shows its detail, its code and every wrong field', async () => {
  const fields = { 'external_metadata.a': ['is too deep', 'is too long'] };

  const { text } = await explained(refusing('input_invalid', 'The input is not valid.', fields));

  expect(text.split('\n')).toEqual([
    'The input is not valid. (input_invalid)',
    'external_metadata.a: is too deep',
    'external_metadata.a: is too long',
  ]);
});

test('a field that is the whole detail is not told twice', async () => {
  const fields = { user: ['is not the id of a user'] };

  const { text } = await explained(
    refusing('user_unknown', 'user: is not the id of a user', fields),
  );

  expect(text).toBe('user: is not the id of a user (user_unknown)');
});

test('a refused key is named by its id, never by its secret', async () => {
  const { text } = await explained(refusing('key_invalid'));

  expect(text).toContain('the-id');
  expect(text).toContain('INTARSIA_API_KEY');
  expect(text).not.toContain('the-secret');
});

test('what only operators may do names the Console and the way without a key', async () => {
  const { text } = await explained(refusing('caller_not_allowed'));

  expect(text).toContain('http://intarsia.test/console');
  expect(text).toContain('--local');
});

test('a code that this build does not know is a failure with its detail', async () => {
  const { code, text } = await explained(refusing('from_the_future', 'Something new.'));

  expect(code).toBe(1);
  expect(text).toContain('Something new.');
});

test('a server that is not there is named, with the command that starts one', async () => {
  const { code, text } = await explained(async () => {
    throw new TypeError('fetch failed', {
      cause: Object.assign(new Error(), { code: 'ENOTFOUND' }),
    });
  });

  expect(code).toBe(5);
  expect(text).toContain('http://intarsia.test (ENOTFOUND)');
  expect(text).toContain('intarsia serve');
});

test('another program that answers there is not taken for the server', async () => {
  const page = new Response('<h1>It works</h1>', {
    status: 502,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });

  const { code, text } = await explained(async () => page);

  expect(code).toBe(5);
  expect(text).toContain('not an Intarsia server (HTTP 502, text/html)');
});

test('a fault of the server names the request for its log', async () => {
  const error = { message: 'Something went wrong on our side.', code: -32603, data: {} };
  const answer = Response.json([{ error }], { status: 500, headers: { 'x-request-id': 'req-7' } });

  const { code, text } = await explained(async () => answer);

  expect(code).toBe(1);
  expect(text).toContain('Something went wrong on our side.');
  expect(text).toContain('req-7');
});
