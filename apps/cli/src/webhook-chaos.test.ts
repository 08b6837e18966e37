import { expect, test } from 'vitest';
import { answering, runLine } from './testing.ts';

const env = { INTARSIA_URL: 'http://intarsia.test', INTARSIA_API_KEY: 'id:secret', NO_COLOR: '1' };
const ID = '018051aa-f7a9-7000-8000-000000000001';
const off = {
  drop_first_attempt: 0,
  wrong_signature: 0,
  duplicate: 0,
  reorder: 0,
  delay: 0,
  delay_seconds: 60,
  next: null,
};

/** Runs a command against a server that answers with what it was told to set. */
async function chaos(...argv: string[]) {
  const calls: [path: string, input: unknown][] = [];
  const fetch = answering((path, { id, ...set }) => {
    calls.push([path, { id, ...set }]);
    return { ...off, ...set };
  });
  return { ...(await runLine(['webhooks', 'chaos', ...argv], { env, fetch })), calls };
}

test('the chaos of a webhook is shown', async () => {
  const { out, calls } = await chaos('get', ID);

  expect(calls).toEqual([['webhookChaos.get', { id: ID }]]);
  expect(out).toMatch(/Duplicate +off\n/);
  expect(out).toMatch(/For +all deliveries\n/);
});

test('what is to happen to deliveries is set as it was said', async () => {
  const { out, calls } = await chaos(
    ...['set', ID, '--duplicate', '0.25', '--delay', '0.5'],
    ...['--delay-seconds', '90', '--next', '1000'],
  );

  const set = { duplicate: 0.25, delay: 0.5, delay_seconds: 90, next: 1000 };
  expect(calls).toEqual([['webhookChaos.set', { id: ID, ...set }]]);
  expect(out).toMatch(/Duplicate +25 % of deliveries come twice\n/);
  expect(out).toMatch(/Delay +50 % of deliveries are held back for 1 min 30 s\n/);
  expect(out).toMatch(/For +the next 1,000 deliveries\n/);
});

test('it is turned off by naming nothing', async () => {
  const { calls } = await chaos('off', ID);

  expect(calls).toEqual([['webhookChaos.set', { id: ID }]]);
});

test('for scripts it is what the API answered', async () => {
  const { out } = await chaos('set', ID, '--reorder', '1', '--json');

  expect(JSON.parse(out)).toEqual({ ...off, reorder: 1 });
});

test.each([
  ['set', 'Say what is to happen to deliveries.', [ID]],
  ['set', 'Say what is to happen to deliveries.', [ID, '--next', '3']],
  ['set', '--duplicate: must be a number from 0 to 1', [ID, '--duplicate', '1.5']],
  ['set', '--duplicate: must be a number from 0 to 1', [ID, '--duplicate', 'often']],
  ['set', '--reorder: must be a number from 0 to 1', [ID, '--reorder=-1']],
  ['set', '--delay-seconds: must be at least 1', [ID, '--delay', '1', '--delay-seconds', '0']],
  ['set', '--next: must be a whole number of deliveries', [ID, '--delay', '1', '--next', '1.5']],
  ['get', 'id', ['mine']],
])('%s that can not be is not asked: %s', async (verb, says, argv) => {
  const { code, out, err, calls } = await chaos(verb, ...argv);

  expect([code, out, calls]).toEqual([2, '', []]);
  expect(err).toContain(says);
});
