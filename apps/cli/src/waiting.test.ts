import { expect, test } from 'vitest';
import { answering, Refusal, runLine } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret' };
const line = ['sandbox', 'connect', 'warpride', '--username', 'test_1', '--password', 'passgood'];
const id = '018051aa-f7a9-7000-8000-000000000002';

type Status = 'connecting' | 'connected' | 'error';

function account(status: Status) {
  const error =
    status === 'error' ? { error_code: 'invalid_credentials', error_message: 'Wrong.' } : null;
  const none = { error_code: null, error_message: null };
  return {
    id,
    user: '018051aa-f7a9-7000-8000-000000000001',
    employers: [],
    link_item: 'warpride',
    source: 'argyle_sandbox',
    created_at: '2022-04-22T14:26:40.682437Z',
    updated_at: '2022-04-22T14:26:40.682437Z',
    connection: { status, ...(error ?? none) },
    pay_distribution: { status: 'idle', ...none },
    availability: { profiles: null },
  };
}

/** A login that takes some looks, and then ends in a status. */
function login({
  looks,
  end,
  has_two_fa = false,
}: {
  looks: number;
  end: Status;
  has_two_fa?: boolean;
}) {
  const calls: string[] = [];
  let seen = 0;
  let answered = !has_two_fa;
  const fetch = answering((path, input) => {
    calls.push(path);
    if (path === 'linkItems.get') return { has_two_fa };
    if (path === 'sandbox.answer') {
      if (seen < 2) throw new Refusal('Nothing.', { code: 'mfa_not_pending' });
      answered = input.code === '8081';
      return account('connecting');
    }
    if (path === 'accounts.get') seen += 1;
    return account(seen > looks && answered ? end : 'connecting');
  });
  return { calls, fetch };
}

test('without --wait the account is shown as it starts', async () => {
  const { calls, fetch } = login({ looks: 0, end: 'connected' });

  const { code, out } = await runLine([...line, '--json'], { env, fetch });

  expect([code, JSON.parse(out).connection.status]).toEqual([0, 'connecting']);
  expect(calls).toEqual(['sandbox.connect']);
});

test('--wait shows the account once it is connected', async () => {
  const { fetch } = login({ looks: 3, end: 'connected' });

  const { code, out } = await runLine([...line, '--wait', '--json'], { env, fetch });

  expect([code, JSON.parse(out).connection.status]).toEqual([0, 'connected']);
});

test('a login that fails is shown, and fails the command', async () => {
  const { fetch } = login({ looks: 1, end: 'error' });

  const { code, out, err } = await runLine([...line, '--wait', '--json'], { env, fetch });

  expect([code, JSON.parse(out).connection.status]).toEqual([1, 'error']);
  expect(err).toContain('Wrong. (invalid_credentials)');
});

test('waiting ends after the time that was given, and names the account', async () => {
  const { fetch } = login({ looks: Number.POSITIVE_INFINITY, end: 'connected' });

  const { code, out, err } = await runLine([...line, '--wait', '--timeout', '5s'], { env, fetch });

  expect([code, out]).toEqual([1, '']);
  expect(err).toContain(`${id} is still connecting`);
});

test('a terminal shows that something goes on, and takes it away again', async () => {
  const { fetch } = login({ looks: 10, end: 'connected' });

  const { out, err } = await runLine([...line, '--wait'], {
    env,
    fetch,
    terminal: { columns: 80 },
  });

  expect(err).toContain('◇ connecting warpride');
  expect(err).toContain('connecting warpride, 1 s');
  expect(err.endsWith('\r\u001b[2K')).toBe(true);
  expect(out).not.toContain('connecting');
});

test('at a terminal the code is asked for, and given once the login wants it', async () => {
  const { calls, fetch } = login({ looks: 3, end: 'connected', has_two_fa: true });

  const { code } = await runLine([...line, '--wait'], {
    env,
    fetch,
    terminal: { columns: 80, types: ['8081\r'] },
  });

  expect(code).toBe(0);
  expect(calls.filter((path) => path === 'sandbox.answer').length).toBeGreaterThan(1);
});

test('without a terminal nobody is asked, and the way to answer is told', async () => {
  const { calls, fetch } = login({ looks: 3, end: 'connected', has_two_fa: true });

  const { code, err } = await runLine([...line, '--wait', '--timeout', '2s'], { env, fetch });

  expect(code).toBe(1);
  expect(err).toContain(`intarsia sandbox answer ${id} --code`);
  expect(calls).not.toContain('sandbox.answer');
});
