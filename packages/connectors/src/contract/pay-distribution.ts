import type { PayDistributionConfig } from '@intarsia/domain';
import { expect, test } from 'vitest';
import { logInFully, scanFully, stored, switchFully, testIo } from '../driver.ts';
import type { ContractSubject } from './subject.ts';

/** What a worker relies on when it switches where pay goes. */
export function payDistributionContract(
  subject: ContractSubject,
  config: PayDistributionConfig,
): void {
  const { connector, link_item, answers = [] } = subject;
  const io = testIo(subject.io);
  const good = { link_item, credentials: subject.good, answers };
  const attempt = { link_item, config };

  async function switched() {
    const { session } = await logInFully(connector, good, io);
    return { before: session, ...(await switchFully(connector, session, { ...attempt, io })) };
  }

  test('a deposit switch says that it changes something before it has, and ends in a session', async () => {
    const { steps } = await switched();

    for (const step of steps) expect(stored(step)).toEqual(step);
    for (const step of steps) if (step.kind === 'wait') expect(step.for_ms).toBeGreaterThan(0);
    const kinds = steps.map(({ kind }) => kind).filter((kind) => kind !== 'wait');
    expect(kinds).toEqual(['updating', 'done']);
  });

  test('a deposit switch gone on from any of its stops, also twice, reaches the same session', async () => {
    const { before, steps, session } = await switched();

    for (const stop of steps) {
      if (stop.kind === 'done') continue;
      const rest = { ...attempt, resume: stored(stop.resume), io };
      expect((await switchFully(connector, before, rest)).session).toEqual(session);
      expect((await switchFully(connector, before, rest)).session).toEqual(session);
    }
  });

  test('a scan through the session that a deposit switch has left shows where the pay goes', async () => {
    const { session } = await switched();
    const batches = await scanFully(connector, session, { io });

    const numbers = batches.flatMap(({ records = [] }) =>
      records.flatMap(({ kind, data }) =>
        kind === 'pay_allocations' ? [data.bank_account.account_number] : [],
      ),
    );
    expect(numbers).toContain(config.bank_account?.account_number);
  });

  test('an aborted deposit switch gives no further step', async () => {
    const reason = new Error('the worker stops');
    const { session } = await logInFully(connector, good, io);
    const aborted = testIo({ ...subject.io, signal: AbortSignal.abort(reason) });

    await expect(switchFully(connector, session, { ...attempt, io: aborted })).rejects.toBe(reason);
  });
}
