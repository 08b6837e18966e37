import type { Intarsia } from '@intarsia/client';
import type { TestSandbox } from './face.ts';

/** The first persona of the sandbox. */
const persona = { username: 'test_1', password: 'passgood' };

/** Control of a sandbox through the operations that everybody has. */
export function sandboxOf({
  sandbox,
  sandboxSettings,
  accounts,
}: Pick<Intarsia, 'sandbox' | 'sandboxSettings' | 'accounts'>): TestSandbox {
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
      const id = typeof account === 'string' ? account : account.id;
      await sandbox.scan.mutate({ id });
      return afterwards(id);
    },
    settings: (change) =>
      change ? sandboxSettings.update.mutate(change) : sandboxSettings.get.query({}),
  };
}
