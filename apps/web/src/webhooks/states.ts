import type { Delivery, Webhook } from '@intarsia/domain';
import type { Tone } from '../ui/states.tsx';

interface Shown {
  readonly tone: Tone;
  readonly word: string;
}

/** How a webhook stands. */
export const webhookStates = {
  active: { tone: 'good', word: 'Active' },
  paused: { tone: 'warn', word: 'Paused' },
} as const satisfies Record<Webhook['status'], Shown>;

/** How a delivery stands: what failed, what is on its way, and what waits for others or for its webhook. */
export function deliveryState(delivery: Delivery, webhook: Webhook['status']): Shown {
  const { status, attempts } = delivery;
  if (status === 'delivered') return { tone: 'good', word: 'Delivered' };
  if (status === 'dropped') return { tone: 'idle', word: 'Dropped' };
  if (attempts.length > 0) return { tone: 'bad', word: 'Failing' };
  return { tone: isMoving(delivery, webhook) ? 'busy' : 'idle', word: 'Waiting' };
}

/** Whether a delivery is expected to be tried within seconds. */
function isMoving(
  { status, attempts, next_attempt_at }: Delivery,
  webhook: Webhook['status'],
): boolean {
  const isFirst = status === 'waiting' && next_attempt_at !== null;
  return isFirst && attempts.length === 0 && webhook === 'active';
}

/** How often deliveries are asked for while one is on its way, and while none is, in milliseconds. */
const MOVING = 800;
const RESTING = 4000;

/** How long to wait before asking for the deliveries of a webhook again. */
export function paceOf(
  deliveries: readonly Delivery[] | undefined,
  webhook: Webhook['status'],
): number {
  return deliveries?.some((delivery) => isMoving(delivery, webhook)) ? MOVING : RESTING;
}

/** Why a try has failed, as a sentence. */
export function reasonOf({ status, error }: Delivery['attempts'][number]): string {
  if (status !== null && status >= 300 && status < 400) {
    return `The receiver redirects (${status}), which is not followed.`;
  }
  if (status !== null) return `The receiver answered ${status}.`;
  const [, code] = /\((E[A-Z]+)\)$/.exec(error ?? '') ?? [];
  const known = code === undefined ? undefined : reasons[code];
  return known ?? `${begun(error ?? 'No answer came')}.`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody listens at this address.',
  ECONNRESET: 'The receiver closed the connection before it answered.',
  EPIPE: 'The receiver closed the connection before it answered.',
  ETIMEDOUT: 'The receiver cannot be reached.',
  EHOSTUNREACH: 'The receiver cannot be reached.',
  ENETUNREACH: 'The receiver cannot be reached.',
};

function begun(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
