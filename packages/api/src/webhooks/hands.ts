import type { Id } from '@intarsia/domain';
import type { Tried } from './try.ts';

/** The tries of one courier, from their beginning until they are recorded. */
export interface Hands {
  /** Deliveries whose tries are not recorded yet. */
  ids(): Id[];
  /** Whether any try is without an answer. */
  isBusy(): boolean;
  begin(id: Id, work: Promise<Tried>): void;
  /** Why a try could not be made; undefined while none failed so. */
  failure(): { readonly error: unknown } | undefined;
  /** Tells that there may be more to send. */
  ring(): void;
  /** Whether there may be more to send since this was last asked. */
  wasRung(): boolean;
  /**
   * Waits until a try has its answer, or there may be more to send, which is so again after some
   * milliseconds. Gives what was answered since.
   */
  answers(within_ms: number): Promise<readonly Tried[]>;
  /** Forgets tries that are recorded: the next of the same accounts may be sent. */
  recorded(tried: readonly Tried[]): void;
}

/** Empty hands, to which nobody has said yet that there is nothing to send. */
export function openHands(): Hands {
  const held = new Set<Id>();
  const answered: Tried[] = [];
  let unanswered = 0;
  let isRung = true;
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;

  function ring(): void {
    isRung = true;
    wake();
  }

  async function follow(id: Id, work: Promise<Tried>): Promise<void> {
    try {
      answered.push(await work);
    } catch (error) {
      failure ??= { error };
      held.delete(id);
    }
    unanswered -= 1;
    wake();
  }

  return {
    ids: () => [...held],
    isBusy: () => unanswered > 0,
    begin(id, work) {
      held.add(id);
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
      if (answered.length === 0 && unanswered > 0 && !isRung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(ring, within_ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = () => undefined;
      }
      return answered.splice(0);
    },
    recorded(tried) {
      for (const { delivery } of tried) held.delete(delivery.id);
      isRung = true;
    },
  };
}
