import type { Delivery, Webhook } from '@intarsia/domain';
import { useMutation, useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import { live, useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Moment } from '../ui/moment.tsx';
import { counted } from '../ui/numbers.ts';
import { Problem } from '../ui/problem.tsx';
import { reasonOf } from './states.ts';
import { useChanged } from './use-changed.ts';

/** Says that nothing is sent, and what the last try came to; a click lets it go on. */
export function PausedNote({ webhook }: { webhook: Webhook }) {
  const api = useApi();
  const changed = useChanged();
  const resume = useMutation(
    api.webhooks.update.mutationOptions({
      onSuccess: () => changed('Resumed. What has waited is sent now.'),
    }),
  );
  return (
    <div className="note" data-tone="warn">
      <TriangleAlert size={16} strokeWidth={1.5} aria-hidden="true" />
      <div>
        <p className="problem-title">Nothing is sent while this webhook is paused.</p>
        <Reason webhook={webhook.id} />
        <LastTry webhook={webhook.id} />
        <Action
          variant="default"
          size="xs"
          loading={resume.isPending}
          onClick={() => resume.mutate({ id: webhook.id, status: 'active' })}
        >
          Resume
        </Action>
        {resume.error ? <Problem error={resume.error} /> : null}
      </div>
    </div>
  );
}

/** Who paused it or what did, and what waits for it to go on. */
function Reason({ webhook }: { webhook: string }) {
  const api = useApi();
  const { data } = useQuery(api.webhooks.health.queryOptions({ id: webhook }, live));
  if (!data?.paused_at) return null;
  const { paused_at, pause_reason, failing_since, waiting } = data;
  return (
    <p>
      {pause_reason === 'nothing_delivered' && failing_since ? (
        <>
          It was paused <Moment at={paused_at} />, because nothing had arrived for five days: the
          first failure was <Moment at={failing_since} />.
        </>
      ) : (
        <>
          Somebody paused it <Moment at={paused_at} />.
        </>
      )}{' '}
      {waiting === 0
        ? 'Nothing waits for it.'
        : `${counted(waiting, 'delivery', 'deliveries')} ${waiting === 1 ? 'waits' : 'wait'} for it.`}
    </p>
  );
}

/** Newest deliveries among which the last try is looked for. */
const LOOKED_AT = 25;

function LastTry({ webhook }: { webhook: string }) {
  const api = useApi();
  const { data } = useQuery(
    api.webhooks.deliveries.queryOptions({ id: webhook, limit: LOOKED_AT }),
  );
  const last = lastTry(data?.results ?? []);
  if (!last || last.error === null) return null;
  return (
    <p>
      The last try, <Moment at={last.at} />, failed: {reasonOf(last)}
    </p>
  );
}

function lastTry(deliveries: readonly Delivery[]): Delivery['attempts'][number] | undefined {
  const tries = deliveries.flatMap(({ attempts }) => attempts);
  return tries.toSorted((a, b) => a.sent_at.localeCompare(b.sent_at)).at(-1);
}
