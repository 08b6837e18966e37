import type { FeedEvent } from '@intarsia/domain';
import type { View } from '../io.ts';
import type { Forwarded } from '../listen/forward.ts';
import type { Paint } from './paint.ts';
import { json, moment } from './text.ts';

/** An event as it came, and what the receiver said to it. */
export interface Heard extends FeedEvent {
  /** Null where nothing is forwarded. */
  readonly forwarded: Forwarded | null;
}

export const heardView: View<Heard> = ({ occurred_at, type, account, data, forwarded }, paint) =>
  [
    paint.dim(moment(occurred_at)),
    type.padEnd(28),
    ...(forwarded ? [answerText(forwarded, paint), account ?? ''] : [json(data)]),
  ]
    .join('  ')
    .trimEnd();

function answerText({ status, latency_ms, tries }: Forwarded, paint: Paint): string {
  const isGood = status >= 200 && status < 300;
  const again = tries > 1 ? `, try ${tries}` : '';
  const text = `${isGood ? '◆' : '▲'} ${status} in ${latency_ms} ms${again}`;
  return isGood ? paint.good(text) : paint.bad(text);
}
