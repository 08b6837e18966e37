import { type Account, ScenarioFile } from '@intarsia/domain';
import type { TestAnswer, TestInstance } from '../../../runtime/src/testing.ts';
import { drive } from './clocks.ts';
import { connect, type LoginBody, readAccount } from './logins.ts';

/** Sends the text of a scenario. */
export function sendScenario(
  t: TestInstance,
  body: string | object,
  type = 'application/yaml',
): Promise<TestAnswer> {
  const headers = typeof body === 'string' ? { 'content-type': type } : {};
  return t.rest('POST', '/v1/sandbox/scenarios', { body, headers });
}

/** Adds a scenario that is good. */
export async function addScenario(t: TestInstance, source: string | object): Promise<ScenarioFile> {
  const answer = await sendScenario(t, source);
  if (answer.status !== 201 && answer.status !== 200) throw new Error(answer.text);
  return ScenarioFile.parse(answer.body);
}

/** An account that a scenario plays on, and the clock by which it does. */
export interface Stage {
  readonly id: string;
  readonly user: string;
  /** Moves the clock, and gives the account as it is then. */
  pass(by: string): Promise<Account>;
  /** Answers what the login asks, and gives the account. */
  answer(body: { code: string } | { choice: string }): Promise<Account>;
  /** Submits the credentials again. */
  again(): Promise<Account>;
}

/** Logs in as somebody of a scenario, at a clock that stands. */
export async function play(t: TestInstance, login: LoginBody): Promise<Stage> {
  await drive(t, 'freeze');
  const { id, user } = await connect(t, login);
  return {
    id,
    user,
    async pass(by) {
      await drive(t, 'advance', { body: { by } });
      return readAccount(t, id);
    },
    async answer(body) {
      const answer = await t.rest('POST', `/v1/sandbox/accounts/${id}/mfa`, { body });
      if (answer.status !== 200) throw new Error(answer.text);
      await drive(t, 'advance', { body: { by: 'PT1S' } });
      return readAccount(t, id);
    },
    again: () => connect(t, { ...login, user }),
  };
}
