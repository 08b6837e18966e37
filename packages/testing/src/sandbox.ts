import type { Intarsia } from '@intarsia/client';
import type { AccountOrId, TestSandbox } from './face.ts';

/** The first persona of the sandbox. */
const persona = { username: 'test_1', password: 'passgood' };

/** Control of a sandbox through the operations that everybody has. */
export function sandboxOf({
  sandbox,
  sandboxSettings,
  scenarios,
  accounts,
}: Pick<Intarsia, 'sandbox' | 'sandboxSettings' | 'scenarios' | 'accounts'>): TestSandbox {
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
    scenario: (source) => scenarios.put.mutate({ source }),
    settings: (change) =>
      change ? sandboxSettings.update.mutate(change) : sandboxSettings.get.query({}),
  };
}

function idOf(account: AccountOrId): string {
  return typeof account === 'string' ? account : account.id;
}
