import { DAY, type Environment, later } from '@intarsia/domain';
import { ANSWERS_KEPT_MS, type Deps } from '../kernel/index.ts';

/** How long the rows of tokens that have ended are kept, in environment time. */
const ENDED_TOKENS_MS = DAY;
/** Rows that one transaction deletes, so that it holds up nobody for long. */
const AT_ONCE = 1000;

/**
 * Deletes what an environment keeps for a while only: answers for Idempotency-Keys, tokens that have ended,
 * and events with their deliveries.
 */
export async function forgetOld(
  deps: Deps,
  environment: Environment,
  { signal, limit = AT_ONCE }: { signal?: AbortSignal | undefined; limit?: number } = {},
): Promise<void> {
  const scope = { environment_id: environment.id };
  const answered = later(deps.wall.now(), -ANSWERS_KEPT_MS);
  await deps.store.write((tx) => tx.idempotency.deleteBefore(scope, answered));
  const now = deps.clockOf(environment).now();
  const before = later(now, -ENDED_TOKENS_MS);
  let gone = limit;
  while (gone === limit && !signal?.aborted) {
    gone = await deps.store.write((tx) => tx.tokens.deleteEnded(scope, { before, limit }));
  }
  const client = await deps.store.read.clients.find(environment.client_id);
  if (!client) return;
  const kept = client.settings.events_kept_days * DAY;
  const showing = deps.wall.now();
  const wall = { now: showing, before: later(showing, -kept) };
  const old = { before: later(now, -kept), wall, limit };
  let isMore = true;
  while (isMore && !signal?.aborted) {
    isMore = await deps.store.write((tx) => tx.events.forget(scope, old));
  }
}
