import { describe, expect, test } from 'vitest';
import { Account, withoutPayAllocations } from './accounts/index.ts';
import { connectionErrors } from './connection-errors.ts';
import { AnyJson, jsonText, memberTexts, rawJson } from './json.ts';
import { SANDBOX_SOURCE } from './link-items.ts';
import { page } from './lists.ts';
import { CreateUserInput, UpdateUserInput, User } from './users.ts';

/** A user as it comes over the wire: the metadata stays text, everything else is a value. */
function userOf(text: string): User {
  const members = JSON.parse(text);
  const metadata = memberTexts(text).get('external_metadata');
  return User.parse({ ...members, external_metadata: metadata && rawJson(metadata) });
}

const usersPage = {
  listed: `{"id":"018051aa-f7a9-a0db-2f38-6cfa325e9d69","created_at":"2022-04-22T14:26:40.682437Z",
    "data_providers_connected":[],"employers_connected":[],"external_metadata":{}}`,
  connected: `{"id":"0180519e-620f-a480-0a6d-307c086c0773","created_at":"2022-04-22T14:12:55.951953Z",
    "employers_connected":["employerCo","rideCo"],"data_providers_connected":["payrollCo","rideCo"],
    "external_metadata":{"customer group":"lending"}}`,
  object: `{"id":"0994b847-cc69-4d98-bc99-c5e65e762add","created_at":"2019-11-27T15:56:50.583233Z",
    "employers_connected":["employerCo","rideCo"],"data_providers_connected":["payrollCo","rideCo"],
    "external_metadata":"User group A"}`,
};

describe('the documented users', () => {
  test.each(Object.entries(usersPage))('the %s one is a user and comes back equal', (_, text) => {
    expect(JSON.parse(JSON.stringify(userOf(text)))).toEqual(JSON.parse(text));
  });

  test('are listed in an envelope instead of a bare array (1), newest first', () => {
    const results = [userOf(usersPage.listed), userOf(usersPage.connected)];

    const listed = page(User).parse({ count: 2, next: null, previous: null, results });

    expect(listed.results.map((user) => user.created_at)).toEqual([
      '2022-04-22T14:26:40.682437Z',
      '2022-04-22T14:12:55.951953Z',
    ]);
  });

  test('are made with the documented metadata, or with nothing', () => {
    const body = {
      external_metadata: {
        internalTracking_userId: '1324',
        internalTracking_groupClassification: 'Gig Worker',
      },
    };

    const input = CreateUserInput.parse(body);

    expect(JSON.parse(jsonText(input.external_metadata ?? AnyJson.parse(null)))).toEqual(
      body.external_metadata,
    );
    expect(CreateUserInput.parse({})).toEqual({});
  });

  test('are updated with an object or a text', () => {
    const id = '0180519e-620f-a480-0a6d-307c086c0773';

    for (const external_metadata of [{}, 'User group A', { 'customer group': 'lending' }]) {
      expect(UpdateUserInput.safeParse({ id, external_metadata }).success).toBe(true);
    }
  });
});

const at = '2019-11-29T08:37:42.164522Z';
const synced = { status: 'synced', updated_at: at };
const unscanned = {
  activities: null,
  payouts: null,
  documents: null,
  profiles: null,
  employments: null,
  reputations: null,
  vehicles: null,
  pay_allocations: null,
};

/** What the three documented objects have in common, without `connection.updated_at`'s missing Z. */
const common = {
  id: 'ac81e2bc-2157-4535-8ca4-fb1f068df1fc',
  user: '53fe928d-9c6a-460b-b5ac-19d67304d106',
  created_at: '2019-11-27T15:55:56.771322Z',
  updated_at: at,
};

function formsAt(updated_at: string) {
  return {
    status: 'synced',
    updated_at,
    available_count: 1,
    files_count: 1,
    in_progress_count: 0,
  };
}

/** The documented objects as they are printed. */
const printed = {
  connected: {
    ...common,
    employers: ['homedepot'],
    link_item: 'homedepot',
    source: 'workday',
    was_connected: true,
    connection: {
      status: 'connected',
      error_code: null,
      error_message: null,
      updated_at: '2019-11-29T08:37:42.112859',
    },
    pay_distribution: { status: 'success', error: null, error_message: null, updated_at: at },
    availability: {
      profiles: synced,
      employments: synced,
      reputations: synced,
      documents: synced,
      vehicles: synced,
      pay_allocations: synced,
      payouts: {
        ...synced,
        available_count: 3,
        available_from: '2019-10-30T00:00:00Z',
        available_to: '2018-11-27T00:00:00Z',
      },
      activities: {
        ...synced,
        available_count: 146,
        available_to: '2019-11-29T08:37:42.164522Z',
        available_from: '2018-12-15T20:40:50.399677Z',
      },
      forms: null,
    },
  },
  failed: {
    ...common,
    employers: ['homedepot'],
    link_item: 'homedepot',
    source: 'workday',
    was_connected: true,
    connection: {
      status: 'error',
      error_code: 'invalid_credentials',
      error_message: null,
      updated_at: '2019-11-29T08:37:42.112859',
    },
    pay_distribution: { status: 'idle', error: null, error_message: null, updated_at: at },
    availability: { ...unscanned, forms: formsAt('2021-11-23T14:19:43.569653Z') },
  },
  form: {
    ...common,
    employers: [],
    link_item: 'form_link_item',
    source: 'sandbox',
    was_connected: true,
    connection: {
      status: 'connecting',
      error_code: null,
      error_message: null,
      updated_at: '2019-11-29T08:37:42.112859',
    },
    pay_distribution: { status: 'idle', error: null, error_message: null, updated_at: at },
    availability: { ...unscanned, forms: formsAt('2021-11-23T14:22:12.334817Z') },
  },
};

/** An account with the twins (2, 30), the Z (6) and the message (27) that the print leaves out. */
function corrected(account: (typeof printed)[keyof typeof printed]) {
  const { connection, pay_distribution } = account;
  const isRefused = connection.error_code === 'invalid_credentials';
  return {
    ...account,
    data_partner: account.link_item,
    status: connection.status,
    error_code: connection.error_code,
    connection: {
      ...connection,
      error_message: isRefused ? connectionErrors.invalid_credentials.message : null,
      updated_at: `${connection.updated_at}Z`,
    },
    pay_distribution: { ...pay_distribution, error_code: pay_distribution.error },
  };
}

/** The connected account with its range the right way round (5) and at whole seconds (35). */
function connectedAccount() {
  const account = corrected(printed.connected);
  return {
    ...account,
    availability: {
      ...printed.connected.availability,
      payouts: {
        ...printed.connected.availability.payouts,
        available_from: '2018-11-27T00:00:00Z',
        available_to: '2019-10-30T00:00:00Z',
      },
      activities: {
        ...printed.connected.availability.activities,
        available_from: '2018-12-15T20:40:50Z',
        available_to: '2019-11-29T08:37:42Z',
      },
    },
  };
}

/** The form account that never was connected (23), from the sandbox's source (26). */
function formAccount() {
  return { ...corrected(printed.form), was_connected: false, source: SANDBOX_SOURCE };
}

const accounts = [
  ['connected', connectedAccount()],
  ['failed', corrected(printed.failed)],
  ['form', formAccount()],
] as const;

describe('the documented accounts', () => {
  test.each(Object.entries(printed))('the %s one is refused as it is printed', (_, account) => {
    expect(Account.safeParse(account).success).toBe(false);
  });

  test.each(accounts)('the %s one is an account once it is corrected', (_, account) => {
    expect(Account.parse(account)).toEqual(account);
  });

  test('come with their keys in the documented order', () => {
    const account = Account.parse(connectedAccount());

    expect(Object.keys(account)).toEqual([
      'id',
      'user',
      'employers',
      'link_item',
      'data_partner',
      'source',
      'created_at',
      'updated_at',
      'was_connected',
      'status',
      'error_code',
      'connection',
      'pay_distribution',
      'availability',
    ]);
    expect(Object.keys(account.connection)).toEqual([
      'status',
      'error_code',
      'error_message',
      'updated_at',
    ]);
    expect(Object.keys(account.pay_distribution)).toEqual([
      'status',
      'error_code',
      'error',
      'error_message',
      'updated_at',
    ]);
    expect(Object.keys(account.availability)).toEqual([
      'profiles',
      'employments',
      'reputations',
      'documents',
      'vehicles',
      'pay_allocations',
      'payouts',
      'activities',
      'forms',
    ]);
  });

  test('lack pay allocations only for a client that has them switched off (31)', () => {
    const account = Account.parse(connectedAccount());

    const shown = withoutPayAllocations(account);

    expect(Account.parse(shown).availability).not.toHaveProperty('pay_allocations');
    expect({
      ...shown,
      availability: { ...shown.availability, pay_allocations: synced },
    }).toEqual(account);
    expect(account.availability.pay_allocations).toEqual(synced);
  });

  test.each([
    ['a range that runs backwards', { available_from: '2020-01-02T00:00:00Z' }],
    ['a count without a range', { available_from: null, available_to: null }],
    ['a range without a count', { available_count: 0 }],
    ['half a range', { available_to: null }],
    ['a count as text (4)', { available_count: '3' }],
    ['a count below zero', { available_count: -1 }],
    ['a range with a fraction of a second', { available_to: '2019-10-30T00:00:00.000000Z' }],
  ])('are refused with %s', (_, change) => {
    const account = connectedAccount();
    const payouts = { ...account.availability.payouts, ...change };
    const changed = { ...account, availability: { ...account.availability, payouts } };

    expect(Account.safeParse(changed).success).toBe(false);
  });
});
