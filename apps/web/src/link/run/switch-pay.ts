import { problemOf } from '@intarsia/client';
import type { Message, PaySwitch } from '../flow/flow.ts';
import type { Session } from './session.ts';

/**
 * Starts a deposit switch, and confirms it where the person has just done so. One that somebody else has
 * started meanwhile is never confirmed: the person has not seen it.
 */
export async function switchPay(
  session: Session,
  { account: id, encrypted_config, confirmed }: PaySwitch,
): Promise<Message> {
  const started = await session.asPerson((api) =>
    api.accounts.startPayDistribution.mutate({ id, encrypted_config }),
  );
  const isAwaited = started.pay_distribution.status === 'awaiting_confirmation';
  if (isAwaited && confirmed) await confirm(session, id);
  const account = await session.asPerson((api) => api.link.account.query({ id }));
  return { kind: 'pay_switched', account };
}

/** Once more where no answer came: whether the first try has arrived, the server knows. */
async function confirm(session: Session, id: string): Promise<void> {
  const ask = () => session.asPerson((api) => api.accounts.confirmPayDistribution.mutate({ id }));
  try {
    await ask();
  } catch (error) {
    if (problemOf(error)) throw error;
    await ask().catch((again: unknown) => {
      if (problemOf(again)?.code !== 'transition_illegal') throw again;
    });
  }
}
