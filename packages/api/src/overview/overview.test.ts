import { SECOND } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { local, signedIn } from '../testing/browser.ts';
import { connect } from '../testing/logins.ts';

describe.each(['sqlite', 'postgres'] as const)('the overview on %s', (engine) => {
  let it: TestInstance;
  beforeEach(async () => {
    it = await testInstance({ engine });
  });
  afterEach(() => it.close());

  const counts = (environment = it.sandbox) => it.caller(local, environment).overview.counts({});

  test('an empty environment counts nothing', async () => {
    expect(await counts()).toEqual({
      users: 0,
      accounts: { total: 0, connecting: 0, connected: 0, error: 0 },
    });
  });

  test('users and accounts are counted by the status of the connection, as it changes', async () => {
    await it.rest('POST', '/v1/users');
    const good = await connect(it);
    await connect(it, { username: 'test_2', password: 'wrong' });

    expect(await counts()).toEqual({
      users: 3,
      accounts: { total: 2, connecting: 2, connected: 0, error: 0 },
    });
    for (let second = 0; second < 60; second++) {
      it.clock.advance(SECOND);
      await it.work();
    }
    expect(await counts()).toEqual({
      users: 3,
      accounts: { total: 2, connecting: 0, connected: 1, error: 1 },
    });
    await it.rest('DELETE', `/v1/accounts/${good.id}`);
    expect(await counts()).toEqual({
      users: 3,
      accounts: { total: 1, connecting: 0, connected: 0, error: 1 },
    });
  });

  test('another environment is not counted', async () => {
    await it.rest('POST', '/v1/users');

    expect(await counts(it.live)).toMatchObject({ users: 0 });
  });

  test('every operator may see it, in an environment that is named, and no API key may', async () => {
    const viewer = await signedIn(it, 'viewer@example.com', 'viewer');

    expect(await viewer.api(it.live).overview.counts({})).toMatchObject({ users: 0 });
    await expect(viewer.api().overview.counts({})).rejects.toMatchObject({
      cause: { code: 'environment_unknown' },
    });
    await expect(it.caller().overview.counts({})).rejects.toMatchObject({
      cause: { code: 'caller_not_allowed' },
    });
  });
});
