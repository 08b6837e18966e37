import type { ConnectorIo } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { collect, logInFully, testIo } from '../driver.ts';
import type { ContractSubject } from './subject.ts';

/** What a worker relies on when it has to stop. */
export function abortContract(subject: ContractSubject): void {
  const { connector, link_item, answers = [] } = subject;
  const reason = new Error('the worker stops');

  test('an aborted login or scan gives no further step', async () => {
    const io = testIo({ ...subject.io, signal: AbortSignal.abort(reason) });
    const good = { link_item, credentials: subject.good, answers };
    const { session } = await logInFully(connector, good, testIo(subject.io));

    const attempt = { link_item, credentials: subject.good, ordinal: 1 };
    await expect(collect(connector.connect(attempt, io))).rejects.toBe(reason);
    await expect(collect(connector.scan(session, null, io))).rejects.toBe(reason);
  });

  test('a login or scan that is aborted on its way stops at its next step', async () => {
    const good = { link_item, credentials: subject.good, answers };
    const { session } = await logInFully(connector, good, testIo(subject.io));

    for (const start of [
      (io: ConnectorIo) =>
        connector.connect({ link_item, credentials: subject.good, ordinal: 1 }, io),
      (io: ConnectorIo) => connector.scan(session, null, io),
    ]) {
      const controller = new AbortController();
      const steps = start(testIo({ ...subject.io, signal: controller.signal }));
      const iterator = steps[Symbol.asyncIterator]();
      expect((await iterator.next()).done).toBe(false);
      controller.abort(reason);
      await expect(iterator.next()).rejects.toBe(reason);
    }
  });
}
