// Imported, so that somebody's fake timers do not stop deliveries.
import { clearTimeout, setTimeout } from 'node:timers';
import type { Id } from '@intarsia/domain';
import type { DueDelivery } from '@intarsia/store';
import type { Tried } from './try.ts';

/** The tries of one courier, from their beginning until they are recorded. */
export interface Hands {
  /** Deliveries whose tries are not recorded yet, answered or not. */
  ids(): Id[];
  /** Whether there is one of this lane among them. */
  hasLane(lane: string): boolean;
  begin(delivery: Pick<DueDelivery, 'id' | 'lane'>, work: Promise<Tried>): void;
  /** Why a try could not be made; undefined while none failed so. */
  failure(): { readonly error: unknown } | undefined;
  /** Tells that there may be more to send. */
  ring(): void;
  /** Whether there may be more to send since this was last asked. */
  wasRung(): boolean;
  /**
   * Waits until tries have their answers, or there may be more to send, which is so again after some
   * milliseconds. Gives what was answered since; once one is, the others are waited for shortly.
   */
  answers(within_ms: number): Promise<readonly Tried[]>;
  /** Forgets tries that are recorded: the next of the same accounts may be sent. */
  recorded(tried: readonly Tried[]): void;
}

/** So long the other tries are waited for: what is recorded together costs little more than one. */
const GATHERING_MS = 2;

/** Empty hands, to which nobody has said yet that there is nothing to send. */
export function openHands(): Hands {
  const held = new Map<Id, string>();
  const answered: Tried[] = [];
  let unanswered = 0;
  let isGathering = false;
  let isRung = true;
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;

  /** Resolves when a try ends or somebody rings, or after some milliseconds, once `late` is called. */
  function woken(within_ms: number, late: () => void): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => late(), within_ms);
      wake = () => {
        clearTimeout(timer);
        wake = () => undefined;
        resolve();
      };
    });
  }

  function ring(): void {
    isRung = true;
    if (!isGathering) wake();
  }

  async function follow(id: Id, work: Promise<Tried>): Promise<void> {
    try {
      answered.push(await work);
    } catch (error) {
      failure ??= { error };
      held.delete(id);
    }
    unanswered -= 1;
    if (!isGathering || unanswered === 0) wake();
  }

  return {
    ids: () => [...held.keys()],
    hasLane: (lane) => [...held.values()].includes(lane),
    begin({ id, lane }, work) {
      held.set(id, lane);
      unanswered += 1;
      follow(id, work);
    },
    failure: () => failure,
    ring,
    wasRung() {
      const was = isRung;
      isRung = false;
      return was;
    },
    async answers(within_ms) {
      if (answered.length === 0 && unanswered > 0 && !isRung) await woken(within_ms, ring);
      if (answered.length > 0 && unanswered > 0) {
        isGathering = true;
        await woken(GATHERING_MS, () => wake());
        isGathering = false;
      }
      return answered.splice(0);
    },
    recorded(tried) {
      for (const { delivery } of tried) held.delete(delivery.id);
    },
  };
}
