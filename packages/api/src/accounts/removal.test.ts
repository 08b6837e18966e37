import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestInstance, testInstance } from '../../../runtime/src/testing.ts';
import { connect, engineNames, eventsOf, makeUser } from '../testing/logins.ts';

describe.each(engineNames)('accounts that are deleted with their user, on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  test('are told of once, however the two deletions meet', async () => {
    for (let round = 0; round < 50; round++) {
      const user = await makeUser(t);
      const first = await connect(t, { user, username: 'test_empty' });
      const second = await connect(t, { user, username: 'test_1' });
      const answers = await Promise.all([
        t.rest('DELETE', `/v1/accounts/${first.id}`),
        t.rest('DELETE', `/v1/users/${user}`),
        t.rest('DELETE', `/v1/accounts/${second.id}`),
      ]);

      const told = [...(await eventsOf(t, first.id)), ...(await eventsOf(t, second.id))];
      const removed = told.filter((type) => type === 'accounts.removed').length;
      const statuses = answers.map(({ status }) => (status === 404 ? 204 : status));
      expect({ round, removed, statuses }).toEqual({
        round,
        removed: 2,
        statuses: [204, 204, 204],
      });
    }
  });
});
