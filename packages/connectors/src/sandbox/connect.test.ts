import type { ConnectStep } from '@intarsia/domain';
import { ConnectionErrorCode } from '@intarsia/domain';
import { lossCodes, refusalCodes } from '@intarsia/domain/testing';
import { describe, expect, test } from 'vitest';
import { collect, logInFully, testIo } from '../driver.ts';
import { sandbox } from './index.ts';
import { catalogue, itemOf, logIn, speeds } from './testing.ts';

function waited(steps: ConnectStep[]): number {
  return steps.reduce((sum, step) => sum + (step.kind === 'wait' ? step.for_ms : 0), 0);
}

describe('who can log in', () => {
  test.each([
    ['test_1', 'test_1'],
    ['test1', 'test_1'],
    ['TEST_1', 'test_1'],
    [' test_1 ', 'test_1'],
    ['test1@argyle.com', 'test_1'],
    ['Test1@Argyle.com', 'test_1'],
    ['test1@example.com', 'test_1'],
    ['test1@intarsia.example', 'test_1'],
    ['(800) 900-0010', 'test_1'],
    ['+1 800 900 0010', 'test_1'],
    ['8009000010', 'test_1'],
    ['800-900-0001', 'test_1'],
    ['D1230010', 'test_1'],
    ['d1230010', 'test_1'],
    ['D1230001', 'test_1'],
    ['test2@argyle.com', 'test_2'],
    ['test_2', 'test_2'],
    ['(800) 900-0020', 'test_2'],
    ['D1230020', 'test_2'],
    ['test3@argyle.com', 'test_3'],
    ['test_3', 'test_3'],
    ['(800) 900-0030', 'test_3'],
    ['D1230030', 'test_3'],
    ['gen_0', 'gen_0'],
    ['gen_7', 'gen_7'],
    ['gen_007', 'gen_7'],
    ['gen_123456789012345678901234567890', 'gen_123456789012345678901234567890'],
  ])('%j logs in as %s', async (username, persona) => {
    const { session } = await logIn('uber', { username });

    expect(session).toMatchObject({ persona, item: { id: 'uber' } });
  });

  test.each([
    ['test_4'],
    ['test_0'],
    ['test1@argyle.com.example'],
    ['test1@gmail.com'],
    ['someone@argyle.com'],
    ['(800) 900-0040'],
    ['2 (800) 900-0010'],
    ['D1230040'],
    ['test_18009000010'],
    ['gen_'],
    ['gen_x'],
    ['gen_-1'],
    ['gen_1.5'],
    ['constructor'],
    ['__proto__'],
    ['test_1\u0000'],
    ['\ud800'],
  ])('%j is unknown', async (username) => {
    await expect(logIn('uber', { username })).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
  });

  test.each([
    ['passbad'],
    ['PASSGOOD'],
    ['passgood '],
    ['pass'],
    ['pass_'],
    ['pass_unknown_code'],
    ['pass_toString'],
    ['pass_account_not_found'],
    ['invalid_credentials'],
  ])('the password %j is wrong', async (password) => {
    await expect(logIn('uber', { password })).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
  });

  test('an unknown person gets no error of their choice', async () => {
    const login = logIn('uber', { username: 'stranger', password: 'pass_account_disabled' });

    await expect(login).rejects.toMatchObject({ code: 'invalid_credentials' });
  });
});

describe('errors by password', () => {
  test('the two lists name every code', () => {
    expect([...refusalCodes, ...lossCodes].sort()).toEqual([...ConnectionErrorCode.options].sort());
  });

  test.each(refusalCodes)('pass_%s refuses the login with that code', async (code) => {
    for (const slug of ['uber', 'tallyloom']) {
      const login = logIn(slug, { password: `pass_${code}` });
      await expect(login).rejects.toMatchObject({ name: 'ConnectionError', code });
    }
  });
});

describe('verification codes', () => {
  test.each(catalogue.list().filter((entry) => entry.connector === 'sandbox'))(
    '$item.id asks for a code exactly if it says so',
    async ({ item }) => {
      const { steps } = await logIn(item.id, {}, { answers: ['8081'] });

      expect(steps.some((step) => step.kind === 'challenge')).toBe(item.has_two_fa);
    },
  );

  test('the question names the channel, a masked number and five minutes', async () => {
    const { steps } = await logIn('lyft', { username: 'test_2' }, { answers: ['8082'] });

    expect(steps.find((step) => step.kind === 'challenge')).toMatchObject({
      challenge: { kind: 'code', channel: 'sms', hint: '(***) ***-0020' },
      timeout_ms: 300_000,
    });
  });

  test.each([
    ['test_1', '8081'],
    ['test_2', '8082'],
    ['test_3', '8083'],
    ['gen_5', '8081'],
    ['test_1', ' 80-81 '],
  ])('%s gets in with %j', async (username, code) => {
    await expect(logIn('lyft', { username }, { answers: [code] })).resolves.toBeDefined();
    await expect(logIn('lyft', { username, mfa_code: code })).resolves.toBeDefined();
  });

  test.each([
    ['8082', 'invalid_mfa'],
    ['0000', 'invalid_mfa'],
    ['80811', 'invalid_mfa'],
    ['9001', 'mfa_timeout'],
    ['9002', 'mfa_attempts_exceeded'],
    ['9003', 'mfa_cancelled_by_the_user'],
  ])('%s ends in %s, asked for or given at once', async (mfa_code, code) => {
    await expect(logIn('lyft', {}, { answers: [mfa_code] })).rejects.toMatchObject({ code });
    await expect(logIn('lyft', { mfa_code })).rejects.toMatchObject({ code });
  });

  test('a code that is to be sent again is asked for again, and then taken', async () => {
    const credentials = { username: 'test_1', password: 'passgood' };
    const answers = [{ resend: true } as const, { resend: true } as const, { code: '8081' }];

    const { steps } = await logInFully(
      sandbox,
      { link_item: itemOf('lyft'), credentials, answers },
      testIo(),
    );

    const asked = steps.filter((step) => step.kind === 'challenge');
    expect(asked).toHaveLength(3);
    expect(asked[2]).toEqual(asked[0]);
  });

  test('a code given at once is not asked for again', async () => {
    const { steps } = await logIn('lyft', { mfa_code: '8081' });

    expect(steps.map((step) => step.kind)).not.toContain('challenge');
  });

  test('a code that nobody asked for changes nothing', async () => {
    await expect(logIn('uber', { mfa_code: '9002' })).resolves.toBeDefined();
  });

  test.each([
    [{ timed_out: true } as const, 'mfa_timeout'],
    [{ choice: 'sms' }, 'invalid_mfa'],
  ])('the answer %j ends in %s', async (answer, code) => {
    const credentials = { username: 'test_1', password: 'passgood' };
    const login = { link_item: itemOf('lyft'), credentials, answers: [answer] };

    await expect(logInFully(sandbox, login, testIo())).rejects.toMatchObject({ code });
  });

  test('a run without an answer asks the same again', async () => {
    const io = testIo({ speed: 'instant' });
    const attempt = {
      link_item: itemOf('lyft'),
      credentials: { username: 'test_1', password: 'passgood' },
      ordinal: 1,
    };
    const asked = (await collect(sandbox.connect(attempt, io))).at(-1);
    if (asked?.kind !== 'challenge') throw new Error('no challenge');

    const again = await collect(sandbox.connect({ ...attempt, resume: asked.resume }, io));

    expect(again).toEqual([asked]);
  });

  test('a wrong password is told before any code is asked for', async () => {
    const login = logIn('lyft', { password: 'passbad', mfa_code: '9002' });

    await expect(login).rejects.toMatchObject({ code: 'invalid_credentials' });
  });
});

describe('timing', () => {
  const people = Array.from({ length: 60 }, (_, n) => `gen_${n}`);

  test('a login takes 2 to 7 s, spread out, and the same each time', async () => {
    const io = { speed: 'real' } as const;
    const times = [];
    for (const slug of ['uber', 'lyft']) {
      for (const username of people) {
        const { steps } = await logIn(slug, { username }, { answers: ['8081'], io });
        const again = await logIn(slug, { username }, { answers: ['8081'], io });
        expect(waited(again.steps)).toBe(waited(steps));
        times.push(waited(steps));
      }
    }

    expect(Math.min(...times)).toBeGreaterThanOrEqual(2000);
    expect(Math.min(...times)).toBeLessThan(3000);
    expect(Math.max(...times)).toBeLessThanOrEqual(7000);
    expect(Math.max(...times)).toBeGreaterThan(6000);
  });

  test('every way of writing a login takes the same time', async () => {
    const io = { speed: 'real' } as const;
    const byName = await logIn('uber', { username: 'test_1' }, { io });
    const byMail = await logIn('uber', { username: 'test1@argyle.com' }, { io });

    expect(waited(byMail.steps)).toBe(waited(byName.steps));
  });

  test.each(['uber', 'lyft'])(
    '%s is ten times faster at fast, immediate at instant',
    async (slug) => {
      const [instant, fast, real] = await Promise.all(
        speeds.map(async (speed) =>
          waited((await logIn(slug, {}, { answers: ['8081'], io: { speed } })).steps),
        ),
      );

      expect(instant).toBe(0);
      expect(Math.abs(Number(fast) - Number(real) / 10)).toBeLessThanOrEqual(1);
    },
  );

  test.each(speeds)('passslow takes 30 s at %s speed', async (speed) => {
    const { steps } = await logIn('uber', { password: 'passslow' }, { io: { speed } });

    expect(waited(steps)).toBe(30_000);
  });

  test('a refused login takes its time too', async () => {
    const attempt = {
      link_item: itemOf('uber'),
      credentials: { username: 'stranger', password: 'x' },
      ordinal: 1,
    };

    const steps = await collect(sandbox.connect(attempt, testIo({ speed: 'real' })));

    expect(steps.map((step) => step.kind)).toEqual(['progress', 'wait']);
    expect(waited(steps)).toBeGreaterThanOrEqual(2000);
  });
});
