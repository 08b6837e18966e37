import { DAY, type LinkAccount, MINUTE } from '@intarsia/domain';
import { type TestInstance, testInstance } from '@intarsia/runtime/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPerson } from '../testing/link.ts';
import { engineNames, pass } from '../testing/logins.ts';

const good = { link_item: 'warpride', username: 'test_empty', password: 'passgood' };
const withCode = { ...good, link_item: 'weftgo' };

describe.each(engineNames)('watching accounts in Link on %s', (engine) => {
  let t: TestInstance;
  beforeAll(async () => {
    t = await testInstance({ engine });
  });
  afterAll(() => t.close());

  type Person = Awaited<ReturnType<typeof newPerson>>;

  /** Follows the accounts of a person; `until` reads on until a list is as it is wanted. */
  async function watching({ user_id }: Pick<Person, 'user_id'>, account?: string) {
    const { link } = t.caller({ kind: 'user', user_id });
    const lists = (await link.watch(account ? { account } : {}))[Symbol.asyncIterator]();
    let number = 0;
    const next = async (): Promise<LinkAccount[] | undefined> => {
      const { done, value } = await lists.next();
      // Not the cursor of the feed, which tells how much happens to others.
      if (!done) expect(value.id).toBe(String(++number));
      return done ? undefined : value.data;
    };
    return {
      next,
      leave: () => lists.return?.(),
      async until(isWanted: (list: LinkAccount[]) => boolean): Promise<LinkAccount[]> {
        for (;;) {
          const list = await next();
          if (!list) throw new Error('the stream has ended');
          if (isWanted(list)) return list;
        }
      },
    };
  }
  const statuses = (list: LinkAccount[]) => list.map(({ account }) => account.status);

  test('begins with the accounts as they are', async () => {
    const person = await newPerson(t);
    const { account } = await person.link.connect(good);

    const watched = await watching(person);
    const list = await watched.next();

    expect(list).toEqual([await person.link.account({ id: account.id })]);
    await watched.leave();
  });

  test('tells of a login from its beginning to its end, code included', async () => {
    const person = await newPerson(t);
    const watched = await watching(person);
    expect(await watched.next()).toEqual([]);

    const { account } = await person.link.connect(withCode);
    expect(statuses(await watched.until((list) => list.length > 0))).toEqual(['connecting']);
    await pass(t, MINUTE);
    const [asked] = await watched.until(([one]) => one?.challenge != null);
    await person.link.answer({ account: account.id, code: '8081' });
    await watched.until(([one]) => one?.challenge === null);
    await pass(t, MINUTE);

    expect(asked?.challenge).toMatchObject({ kind: 'code' });
    expect(statuses(await watched.until((list) => statuses(list).includes('connected')))).toEqual([
      'connected',
    ]);
    await watched.leave();
  });

  test('tells of one account alone where one is named, and when it is gone', async () => {
    const person = await newPerson(t);
    const { account } = await person.link.connect(good);
    const watched = await watching(person, account.id);
    await person.link.connect(withCode);

    const list = await watched.next();
    await person.link.revoke({ account: account.id });

    expect(list?.map((one) => one.account.id)).toEqual([account.id]);
    expect(await watched.until((all) => all.length === 0)).toEqual([]);
    await watched.leave();
  });

  test('says nothing of other people, nor what it has said already', async () => {
    const person = await newPerson(t);
    const other = await newPerson(t);
    const { account } = await other.link.connect(good);
    const watched = await watching(person);
    const foreign = await watching(person, account.id);
    expect([await watched.next(), await foreign.next()]).toEqual([[], []]);

    await pass(t, MINUTE);
    await t.caller().users.update({ id: person.user_id, external_metadata: { seen: true } });
    await person.link.connect(good);

    const first = await watched.next();
    expect(first?.map((one) => one.account.user)).toEqual([person.user_id]);
    await Promise.all([watched.leave(), foreign.leave()]);
  });

  test('ends with the token', async () => {
    const person = await newPerson(t);
    const { revoke } = t.caller().tokens;
    await revoke({ token: person.user_token });

    await expect(person.link.watch({})).rejects.toMatchObject({ cause: { code: 'token_revoked' } });
    const late = await newPerson(t);
    t.clock.advance(31 * DAY);
    await expect(late.link.watch({})).rejects.toMatchObject({ cause: { code: 'token_expired' } });
  });
});
