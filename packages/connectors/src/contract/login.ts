import { Challenge, type ConnectStep } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { collect, logInFully, stored, testIo } from '../driver.ts';
import type { ContractSubject } from './subject.ts';

/** What a worker relies on when it logs somebody in. */
export function loginContract(subject: ContractSubject): void {
  const { connector, link_item, answers = [] } = subject;
  const io = testIo(subject.io);
  const good = { link_item, credentials: subject.good, answers };

  test('the good credentials fit what the login screen asks for', () => {
    expect(connector.credentials.safeParse(subject.good).success).toBe(true);
  });

  test('a login yields valid steps and ends in a session', async () => {
    const { steps } = await logInFully(connector, good, io);

    for (const step of steps) expectValid(step);
    expect(steps.at(-1)?.kind).toBe('connected');
  });

  test('a wait, a challenge or a session ends a run', async () => {
    const first = { link_item, credentials: subject.good, ordinal: 1 };

    const kinds = (await collect(connector.connect(first, io))).map((step) => step.kind);

    expect(kinds.slice(0, -1).every((kind) => kind === 'progress')).toBe(true);
    expect(['wait', 'challenge', 'connected']).toContain(kinds.at(-1));
  });

  test('a login gone on from any of its stops reaches the same session', async () => {
    const { steps, session } = await logInFully(connector, good, io);

    for (const [place, stop] of steps.entries()) {
      if (!('resume' in stop)) continue;
      const asked = steps.slice(0, place).filter((step) => step.kind === 'challenge').length;
      const rest = { ...good, answers: answers.slice(asked), from: stop };
      expect((await logInFully(connector, rest, io)).session).toEqual(session);
      expect((await logInFully(connector, rest, io)).session).toEqual(session);
    }
  });

  test('a login that is to ask once more asks the same, and reaches the same session', async () => {
    const { session } = await logInFully(connector, good, io);
    const again = { ...good, answers: answers.flatMap((one) => [{ resend: true } as const, one]) };

    const { steps, session: reached } = await logInFully(connector, again, io);

    const asked = steps
      .filter((step) => step.kind === 'challenge')
      .map(({ challenge }) => challenge);
    for (let n = 0; n < asked.length; n += 2) expect(asked[n + 1]).toEqual(asked[n]);
    expect(asked).toHaveLength(again.answers.length);
    expect(reached).toEqual(session);
  });

  test('wrong credentials give invalid_credentials', async () => {
    const wrong = logInFully(connector, { ...good, credentials: subject.wrong }, io);

    await expect(wrong).rejects.toMatchObject({
      name: 'ConnectionError',
      code: 'invalid_credentials',
    });
  });

  test.each([[undefined], [null], [42], ['text'], [{}], [[]]])(
    'credentials of the wrong shape, %j, give invalid_credentials',
    async (credentials) => {
      const attempt = { link_item, credentials, ordinal: 1 };

      await expect(collect(connector.connect(attempt, io))).rejects.toMatchObject({
        code: 'invalid_credentials',
      });
    },
  );
}

/** A step that survives being stored, with values that a worker can act on. */
function expectValid(step: ConnectStep): void {
  expect(stored(step)).toEqual(step);
  if (step.kind === 'progress') expect(step.stage).toMatch(/^[a-z_]+$/);
  if (step.kind === 'wait') expect(step.for_ms).toBeGreaterThan(0);
  if (step.kind === 'challenge') {
    expect(Challenge.parse(step.challenge)).toEqual(step.challenge);
    expect(step.timeout_ms).toBeGreaterThan(0);
  }
}
