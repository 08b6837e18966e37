import { expect, test } from 'vitest';
import { Job } from './jobs.ts';

const account = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';

test('a job is known by its kind and has what that kind needs', () => {
  for (const kind of ['accounts.connect', 'accounts.scan', 'accounts.purge']) {
    expect(Job.parse({ kind, payload: { account } })).toEqual({ kind, payload: { account } });
  }
  expect(
    Job.parse({ kind: 'accounts.mfa_timeout', payload: { account, attempt: 2 } }).payload,
  ).toEqual({ account, attempt: 2 });
});

test.each([
  { kind: 'accounts.unknown', payload: { account } },
  { kind: 'accounts.scan', payload: {} },
  { kind: 'accounts.scan', payload: { account: 'x' } },
  { kind: 'accounts.mfa_timeout', payload: { account } },
])('%j is no job', (job) => {
  expect(Job.safeParse(job).success).toBe(false);
});
