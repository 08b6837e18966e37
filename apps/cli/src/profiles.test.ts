import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openProfiles, type Profile, withoutProfile, withProfile } from './profiles.ts';
import { tempFolders } from './testing.ts';

const folders = tempFolders();
afterEach(folders.clear);

const local: Profile = { url: 'http://127.0.0.1:4650', api_key: 'id:secret' };
const none = { current: null, profiles: new Map() };

test('profiles come back as they were written, from a file for the owner alone', () => {
  const folder = path.join(folders.make(), 'made', 'on', 'demand');
  const store = openProfiles(folder);

  store.write(withProfile(none, 'local', local));

  expect(openProfiles(folder).read()).toEqual({
    current: 'local',
    profiles: new Map([['local', local]]),
  });
  expect(statSync(store.file).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['profiles.json']);
});

test('writing closes a file that others could read', () => {
  const store = openProfiles(folders.make());
  store.write(withProfile(none, 'local', local));
  chmodSync(store.file, 0o644);
  const before = store.isExposed();

  store.write(none);

  expect(before).toBe(true);
  expect(store.isExposed()).toBe(false);
});

test('no file is no profiles', () => {
  const store = openProfiles(folders.make());

  const read = store.read();

  expect(read).toEqual(none);
  expect(store.isExposed()).toBe(false);
});

test.each([
  ['{', 'is not JSON'],
  ['[]', 'does not look like'],
  ['{"current": 5, "profiles": {}}', 'does not look like'],
  ['{"current": null, "profiles": {"a": {"url": "x", "api_key": "id:s"}}}', 'does not look like'],
  ['{"current": null, "profiles": {"../a": {}}}', 'does not look like'],
])('a file with %s is refused by name', (text, why) => {
  const store = openProfiles(folders.make());
  writeFileSync(store.file, text);

  const read = () => store.read();

  expect(read).toThrow(expect.objectContaining({ outcome: 'failure' }));
  expect(read).toThrow(`${store.file} ${why}`);
});

test('the first profile is the current one, and removing it leaves none', () => {
  const two = withProfile(withProfile(none, 'a', local), 'b', local);

  const left = withoutProfile(two, 'a');

  expect(two.current).toBe('a');
  expect(left).toEqual({ current: null, profiles: new Map([['b', local]]) });
});

test('removing another profile leaves the current one', () => {
  const two = withProfile(withProfile(none, 'a', local), 'b', local);

  const left = withoutProfile(two, 'b');

  expect(left.current).toBe('a');
});

test('a profile that is not there can not be removed', () => {
  const remove = () => withoutProfile(none, 'a');

  expect(remove).toThrow(expect.objectContaining({ outcome: 'usage' }));
});
