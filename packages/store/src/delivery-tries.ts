import type { DeliveryAttempt, Id, Scope, Timestamp } from '@intarsia/domain';
import { allRows, runRows } from './engines/engine.ts';
import type { Tx } from './pending.ts';
import type { DeliveryAttemptsTable } from './tables.ts';
import * as statements from './try-statements.ts';

/** A try to deliver; it is numbered when it is stored. */
export type NewAttempt = Omit<DeliveryAttempt, 'number'>;

/** What came of a try of one delivery: more than one request where it was sent more than once. */
export interface DeliveryTry {
  readonly id: Id;
  /** Whether it had no attempts before. */
  readonly isFirst: boolean;
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
      const rows = lanes.map((lane) => ({ environment_id, webhook_id, lane }));
      if (rows.length === 0) return;
      // Asked for on its own: as a part of the update PostgreSQL looks through all there is.
      const found = await allRows(tx, statements.firsts, rows);
      const next = found.flatMap(({ id }) => (id === null ? [] : [{ environment_id, id, at }]));
      if (next.length > 0) await runRows(tx, statements.release, next);
    },

    async insertAttempts(scope: Scope, tries: readonly DeliveryTry[]): Promise<void> {
      const first = rowsOf(
        scope,
        tries.filter(({ isFirst }) => isFirst),
      );
      if (first.length > 0) await runRows(tx, statements.insertFirstAttempts, first);
      const more = rowsOf(
        scope,
        tries.filter(({ isFirst }) => !isFirst),
      );
      if (more.length > 0) await runRows(tx, statements.insertAttempts, more);
    },
  };
}

/** Rows of attempts, which count from 1 for each delivery. */
function rowsOf({ environment_id }: Scope, tries: readonly DeliveryTry[]): DeliveryAttemptsTable[] {
  return tries.flatMap(({ id, attempts }) =>
    attempts.map((attempt, index) => ({
      environment_id,
      delivery_id: id,
      number: index + 1,
      at: attempt.at,
      sent_at: attempt.sent_at,
      request_headers: JSON.stringify(attempt.request_headers),
      status: attempt.status,
      latency_ms: attempt.latency_ms,
      error: attempt.error,
      response: attempt.response,
      chaos: attempt.chaos,
    })),
  );
}
