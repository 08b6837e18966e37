import type { DeliveryAttempt, Id, Scope, Timestamp } from '@intarsia/domain';
import { allRows, runRows } from './engines/engine.ts';
import type { Tx } from './pending.ts';
import * as statements from './try-statements.ts';

/** A try to deliver; it is numbered when it is stored. */
export type NewAttempt = Omit<DeliveryAttempt, 'number'>;

/** What came of a try of one delivery: more than one request where it was sent more than once. */
export interface DeliveryTry {
  readonly id: Id;
  readonly attempts: readonly NewAttempt[];
}

/** What tries make of deliveries. Only who holds the subscription's job may record any. */
export function writeTries(tx: Tx) {
  return {
    /** Ends deliveries that were taken. Gives those that were not over before. */
    async end(
      { environment_id }: Scope,
      { ids, at }: { ids: readonly Id[]; at: Timestamp },
    ): Promise<Id[]> {
      const keys = ids.map((id) => ({ environment_id, id, at }));
      if (keys.length === 0) return [];
      return (await allRows(tx, statements.end, keys)).map(({ id }) => id);
    },

    /** Lets a delivery that has failed wait, unless it is over. */
    async putOff(
      { environment_id }: Scope,
      failed: { id: Id; next_attempt_at: Timestamp | null; failures: number },
    ): Promise<boolean> {
      return (await tx.run(statements.putOff, { environment_id, ...failed })) > 0;
    },

    /** Puts a delivery behind all that waits in its lane. */
    async putBehind({ environment_id }: Scope, id: Id): Promise<void> {
      await tx.run(statements.putBehind, { environment_id, id });
    },

    /** Lets the first that waits in each of some lanes be tried. */
    async release(
      { environment_id }: Scope,
      { webhook_id, lanes, at }: { webhook_id: Id; lanes: readonly string[]; at: Timestamp },
    ): Promise<void> {
      const rows = lanes.map((lane) => ({ environment_id, webhook_id, lane, at }));
      if (rows.length > 0) await runRows(tx, statements.release, rows);
    },

    async insertAttempts({ environment_id }: Scope, tries: readonly DeliveryTry[]): Promise<void> {
      const rows = tries.flatMap(({ id, attempts }) =>
        attempts.map((attempt, index) => ({
          ...attempt,
          environment_id,
          delivery_id: id,
          nth: index + 1,
          request_headers: JSON.stringify(attempt.request_headers),
        })),
      );
      if (rows.length > 0) await runRows(tx, statements.insertAttempts, rows);
    },
  };
}
