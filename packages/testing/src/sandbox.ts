import type { Intarsia } from '@intarsia/client';
import type { TestSandbox } from './face.ts';

/** The first persona of the sandbox. */
const persona = { username: 'test_1', password: 'passgood' };

type Client = Pick<
  Intarsia,
  'sandbox' | 'sandboxSettings' | 'scenarios' | 'snapshots' | 'accounts' | 'clock'
>;

/**
 * Control of a sandbox through the operations that everybody has. `setUp` sets the environment as the
 * instance began with it.
 */
export function sandboxOf(
  { sandbox, sandboxSettings, scenarios, snapshots, accounts, clock }: Client,
  setUp: () => Promise<void>,
): TestSandbox {
  // What begins work answers as things stood before it; here the work may be done by now.
  const afterwards = (id: string) => accounts.get.query({ id });
  return {
    async connect(login) {
      const { id } = await sandbox.connect.mutate({ ...persona, ...login });
      return afterwards(id);
    },
    async answer(challenge) {
      const { id } = await sandbox.answer.mutate(challenge);
      return afterwards(id);
    },
    async scan(account) {
      const id = idOf(account);
      await sandbox.scan.mutate({ id });
      return afterwards(id);
    },
    async setConnection(account, to) {
      const { id } = await sandbox.setConnection.mutate({ ...to, id: idOf(account) });
      return afterwards(id);
    },
    async setPayDistribution(account, to) {
      const { id } = await sandbox.setPayDistribution.mutate({ ...to, id: idOf(account) });
      return afterwards(id);
    },
    snapshot: () => snapshots.create.mutate({}),
    restore: (snapshot) => snapshots.restore.mutate({ id: idOf(snapshot) }),
    async reset() {
      const { users, accounts: count } = await snapshots.reset.mutate({});
      await setUp();
      return { ...(await clock.get.query({})), users, accounts: count };
    },
    scenario: (source) => scenarios.put.mutate({ source }),
    settings: (change) =>
      change ? sandboxSettings.update.mutate(change) : sandboxSettings.get.query({}),
  };
}

function idOf(named: string | { readonly id: string }): string {
  return typeof named === 'string' ? named : named.id;
}
