import type { Flow, Message } from '../flow/flow.ts';
import { backFrom } from '../flow/opening.ts';
import type { Platform } from '../platform.ts';

/** What leads back in Link, and how. */
interface Led {
  readonly platform: Pick<Platform, 'recall' | 'lay' | 'onMove' | 'goBack'>;
  flow(): Flow;
  send(message: Message): void;
}

/**
 * Lets the browser's own way back lead one step back in Link, on a page that is all Link's. One entry of the
 * history lies over that of the page while there is a step to go back; whoever leaves it goes that step.
 * Gives what has to be called after each change.
 */
export function leadBack({ platform, flow, send }: Led): () => void {
  platform.onMove(() => {
    // Forth, onto the entry that lies over the page.
    if (isOver(platform.recall())) return;
    const isPossible = backFrom(flow()) !== undefined;
    if (!isPossible) platform.goBack();
    else if (flow().busy) platform.lay({ over: true });
    else send({ kind: 'back' });
  });
  return () => {
    if (backFrom(flow()) && !isOver(platform.recall())) platform.lay({ over: true });
  };
}

function isOver(state: unknown): boolean {
  return Object(state).over === true;
}
