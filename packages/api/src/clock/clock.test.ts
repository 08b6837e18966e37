import { DAY } from '@intarsia/domain';
import { type TestAnswer, type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { connect, engineNames } from '../testing/logins.ts';
import type { ClockState, DrivenClock } from './operations.ts';

describe.each(engineNames)('the clock of a sandbox on %s', (engine) => {
  let t: TestInstance;
  beforeEach(async () => {
    t = await testInstance({ engine });
    return () => t.close();
  });

  const post = (verb: string, body?: object, auth?: string) =>
    t.rest('POST', `/v1/sandbox/clock/${verb}`, { body, auth });
  const bodyOf = (answer: TestAnswer) => {
    if (answer.status !== 200) throw new Error(answer.text);
    // Safe: the operation's output is checked against its schema.
    return answer.body as DrivenClock;
  };
  const drive = async (verb: string, body?: object) => bodyOf(await post(verb, body));
  const clock = async (): Promise<ClockState> => bodyOf(await t.rest('GET', '/v1/sandbox/clock'));

  test('runs with the wall at first, and tells what waits', async () => {
    const before = await clock();
    await connect(t);

    expect(before).toEqual({
      now: t.clock.now(),
      mode: 'running',
      speed: 'fast',
      pending_jobs: 0,
      next_job_at: null,
    });
    expect(await clock()).toMatchObject({ pending_jobs: 2, next_job_at: t.clock.now() });
  });

  describe('frozen', () => {
    test('stands where it was while the wall goes on, and so do rows and tokens', async () => {
      const at = t.clock.now();
      const frozen = await drive('freeze');
      t.clock.advance(DAY);
      const { id, token } = await t.rest('POST', '/v1/users').then(({ body }) => body as never);
      const user = (await t.rest('GET', `/v1/users/${id}`)).body;
      const [, claims = ''] = String(token).split('.');
      const { iat } = JSON.parse(Buffer.from(claims, 'base64url').toString());

      expect(frozen).toMatchObject({ now: at, mode: 'frozen', jobs_run: 0, stopped: null });
      expect(await clock()).toMatchObject({ now: at, mode: 'frozen' });
      expect(user).toMatchObject({ created_at: at });
      expect(iat).toBe(Math.floor(Date.parse(at) / 1000));
    });
  });
});
