import { describe, expect, test } from 'vitest';
import { connectedAccount } from '../testing/accounts.ts';
import { DAY, HOUR, later, MINUTE, SECOND } from '../values.ts';
import { deliveryBody, nextAttemptAt } from './delivery.ts';

const now = '2022-04-22T14:26:40.682437Z';
const account = '018051aa-f7a9-7000-8000-000000000001';
const user = '018051aa-f7a9-7000-8000-000000000002';

describe('after a failure a receiver is waited for', () => {
  test.each([
    [1, 10 * SECOND],
    [2, MINUTE],
    [3, 5 * MINUTE],
    [4, 30 * MINUTE],
    [5, 2 * HOUR],
    [6, 6 * HOUR],
    [7, 24 * HOUR],
    [8, 48 * HOUR],
    [9, 48 * HOUR],
    [1000, 48 * HOUR],
  ])('failure %i of a row: for %i ms, a tenth more or less', (failures, wait) => {
    const at = (chance: number) => nextAttemptAt({ now, failures, chance });

    expect(at(0)).toBe(later(now, wait * 0.9));
    expect(at(0.5)).toBe(later(now, wait));
    expect(at(1 - Number.EPSILON)).toBe(later(now, wait * 1.1));
  });

  test.each([
    ['as long as it asks for', 3 * HOUR, 3 * HOUR],
    ['no shorter than is usual', 1, MINUTE],
    ['two days at most', 30 * DAY, 48 * HOUR],
  ])('%s', (_, retry_after, wait) => {
    const at = nextAttemptAt({ now, failures: 2, chance: 0.5, retry_after });

    expect(at).toBe(later(now, wait));
  });
});

describe('the body of a delivery', () => {
  const resource = connectedAccount();
  const event = {
    type: 'accounts.connected',
    data: JSON.stringify({ account, user }),
    resource: JSON.stringify(resource),
  } as const;
  const bodyOf = (
    config: { include_resource?: boolean } | null,
    { pay_distribution = true, ...given }: { pay_distribution?: boolean; resource?: null } = {},
  ) => deliveryBody({ ...event, ...given }, { name: 'B \u2028 "ü"', config }, { pay_distribution });

  test('is the event, the name of the subscription and the data, in this order', () => {
    const wanted = `{"event":"accounts.connected","name":"B \u2028 \\"ü\\"","data":{"account":"${account}","user":"${user}"}}`;

    expect(bodyOf(null)).toBe(wanted);
    expect(bodyOf({})).toBe(wanted);
    expect(bodyOf({ include_resource: false })).toBe(wanted);
  });

  test('has the account as it was where that is asked for', () => {
    expect(JSON.parse(bodyOf({ include_resource: true })).data).toEqual({
      account,
      user,
      resource: JSON.parse(JSON.stringify(resource)),
    });
  });

  test('has no pay allocations where the client sees none', () => {
    const body = bodyOf({ include_resource: true }, { pay_distribution: false });

    const { pay_allocations: _, ...availability } = resource.availability;
    expect(JSON.parse(body).data.resource).toEqual({ ...resource, availability });
  });

  test('has none where the event has none, or it was erased', () => {
    const body = bodyOf({ include_resource: true }, { resource: null });

    expect(JSON.parse(body).data).toEqual({ account, user });
  });
});
