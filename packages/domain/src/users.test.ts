import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonText, rawJson } from './json.ts';
import { anyJsonText } from './testing.ts';
import {
  addDataProvider,
  addEmployers,
  CreateUserInput,
  ListUsersInput,
  newUser,
  removeUser,
  UpdateUserInput,
  User,
  updateUser,
} from './users.ts';

const id = '018051aa-f7a9-a0db-2f38-6cfa325e9d69';
const now = '2022-04-22T14:26:40.682437Z';
const next = '2022-04-22T15:00:00.000000Z';
const made = (metadata = '{}') =>
  newUser({ external_metadata: rawJson(metadata) }, { id, now }).user;

describe('a new user', () => {
  test('has no connections, and empty metadata unless some was given', () => {
    const { user, events } = newUser(CreateUserInput.parse({}), { id, now });

    expect(JSON.stringify(User.parse(user))).toBe(
      `{"id":"${id}","created_at":"${now}","employers_connected":[],"data_providers_connected":[],"external_metadata":{}}`,
    );
    expect(events).toEqual([{ type: 'users.created', occurred_at: now, data: { user: id } }]);
  });

  test('keeps any metadata as it was sent', () => {
    fc.assert(
      fc.property(anyJsonText(), (text) => {
        const input = CreateUserInput.parse({ external_metadata: rawJson(text) });

        const { user } = newUser(input, { id, now });

        expect(jsonText(User.parse(user).external_metadata)).toBe(text);
      }),
    );
  });

  test('keeps null, which is a value too', () => {
    const { user } = newUser(CreateUserInput.parse({ external_metadata: null }), { id, now });

    expect(jsonText(user.external_metadata)).toBe('null');
  });

  test('takes no notice of keys it does not know', () => {
    expect(CreateUserInput.parse({ id: 'mine', created_at: 'then' })).toEqual({});
  });
});

describe('updating a user', () => {
  test('replaces the metadata as a whole', () => {
    const user = made('{"a":1,"b":2}');

    const change = updateUser(
      user,
      UpdateUserInput.parse({ id, external_metadata: { c: 3 } }),
      next,
    );

    expect(jsonText(change.user.external_metadata)).toBe('{"c":3}');
    expect(change.user).toMatchObject({ id, created_at: now });
    expect(change.events).toEqual([
      { type: 'users.updated', occurred_at: next, data: { user: id } },
    ]);
  });

  test('leaves the metadata when the key is absent', () => {
    const user = made('{"a":1}');

    expect(updateUser(user, UpdateUserInput.parse({ id }), next)).toEqual({ user, events: [] });
  });

  test('sets it to null when null is sent', () => {
    const input = UpdateUserInput.parse({ id, external_metadata: null });

    expect(jsonText(updateUser(made(), input, next).user.external_metadata)).toBe('null');
  });

  test('tells nothing when nothing changes', () => {
    const input = UpdateUserInput.parse({ id, external_metadata: rawJson('{"a":1}') });

    expect(updateUser(made('{"a":1}'), input, next).events).toEqual([]);
  });
});

describe("a user's connections", () => {
  test('are kept in order of arrival, once each', () => {
    const first = addEmployers(addDataProvider(made(), 'workbay'), ['Gnome Depot', 'Udre']);

    const user = addEmployers(addDataProvider(first, 'udre'), ['Udre', 'Starbox', 'Starbox']);

    expect(user.data_providers_connected).toEqual(['workbay', 'udre']);
    expect(user.employers_connected).toEqual(['Gnome Depot', 'Udre', 'Starbox']);
    expect(first.employers_connected).toEqual(['Gnome Depot', 'Udre']);
  });

  test('that were known leave the very same user', () => {
    const user = addEmployers(addDataProvider(made(), 'udre'), ['Udre']);

    expect(addDataProvider(user, 'udre')).toBe(user);
    expect(addEmployers(user, ['Udre'])).toBe(user);
    expect(addEmployers(user, [])).toBe(user);
  });

  test('only ever grow', () => {
    const names = fc.array(fc.constantFrom('A', 'B', 'C', '__proto__', ''));
    fc.assert(
      fc.property(fc.array(names), (arrivals) => {
        const user = arrivals.reduce(addEmployers, made());

        expect(user.employers_connected).toEqual([...new Set(arrivals.flat())]);
      }),
    );
  });
});

test('removing a user tells its id and nothing else', () => {
  expect(removeUser(made('{"name":"Ada"}'), next).events).toEqual([
    { type: 'users.removed', occurred_at: next, data: { user: id } },
  ]);
});

test('a search text has at most 200 characters', () => {
  expect(ListUsersInput.parse({ q: 'x'.repeat(200) }).limit).toBe(10);
  expect(ListUsersInput.safeParse({ q: 'x'.repeat(201) }).success).toBe(false);
});
