import { HOUR } from '@intarsia/domain';
import { lossCodes, refusalCodes } from '@intarsia/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connect, connected, eventsOf, pass, readAccount } from '../testing/logins.ts';
import { addScenario } from '../testing/scenarios.ts';

describe('connection errors by scenario', () => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance();
  });
  afterAll(() => t.close());

  test.each(refusalCodes)('a login is refused with %s', async (code) => {
    await addScenario(t, { name: 'one', description: 'x', connect: [{ refuse: code }] });

    const account = await connected(t, { username: 'one' });

    expect(account).toMatchObject({ was_connected: false, connection: { error_code: code } });
    expect((await eventsOf(t, account.id)).slice(2)).toEqual([
      'accounts.failed',
      'accounts.updated',
    ]);
  });

  test.each([...refusalCodes, ...lossCodes])('a session ends with %s', async (code) => {
    const later = [{ after: 'PT1H', disconnect: code }];
    await addScenario(t, { name: 'one', description: 'x', persona: 'test_empty', later });
    const { id } = await connect(t, { username: 'one' });
    await pass(t, HOUR - 1000);
    const before = await readAccount(t, id);

    await pass(t, 10_000);

    expect(before.connection).toMatchObject({ status: 'connected' });
    expect((await readAccount(t, id)).connection).toMatchObject({ error_code: code });
  });
});
