import type { Webhook, WebhookChaos } from '@intarsia/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { namesFields } from '../ui/explain.ts';
import { NumberFields, useNumberTexts } from '../ui/number-fields.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { chaosFields, chaosFrom, isOn, nothing, textsOf } from './chaos.ts';

/** What a sandbox does to the deliveries of a webhook on purpose. Live environments have no such thing. */
export function ReceiverChaos({ webhook }: { webhook: Webhook }) {
  const { kind } = useEnvironment();
  return kind === 'sandbox' ? <ChaosPart id={webhook.id} /> : null;
}

function ChaosPart({ id }: { id: string }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const chaos = useQuery(api.webhookChaos.get.queryOptions({ id }));
  const set = useMutation(
    api.webhookChaos.set.mutationOptions({
      onSuccess(changed) {
        queryClient.setQueryData(api.webhookChaos.get.queryKey({ id }), changed);
        say(isOn(changed) ? 'Chaos saved.' : 'Chaos turned off.');
      },
    }),
  );
  return (
    <Section
      title="Chaos"
      action={
        chaos.data && isOn(chaos.data) ? (
          <Action variant="default" size="xs" onClick={() => set.mutate({ id, ...nothing })}>
            Turn off
          </Action>
        ) : null
      }
    >
      <p className="muted">
        Shares of deliveries that a receiver must be able to take: no delivery has two troubles, and
        each has its own at the first try alone. Its log tells which.
      </p>
      {chaos.isPending ? <Waiting lines={3} what="the chaos" /> : null}
      {chaos.error ? <Problem error={chaos.error} /> : null}
      {chaos.data ? (
        <ChaosForm
          // What says something else begins anew; what is asked once more leaves what was typed.
          key={JSON.stringify(chaos.data)}
          chaos={chaos.data}
          busy={set.isPending}
          error={set.error}
          save={(changed) => set.mutate({ id, ...changed })}
        />
      ) : null}
    </Section>
  );
}

const names = chaosFields.map(({ name }) => name);

function ChaosForm(props: {
  chaos: WebhookChaos;
  busy: boolean;
  error: unknown;
  save(changed: WebhookChaos): void;
}) {
  const { chaos, busy, error, save } = props;
  const typed = useNumberTexts(textsOf(chaos));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (typed.check()) save(chaosFrom(typed.texts));
  };
  return (
    <form className="form" onSubmit={send}>
      {error && !namesFields(error, names) ? <Problem error={error} /> : null}
      <NumberFields fields={chaosFields} typed={typed} error={error} />
      <div>
        <Action type="submit" variant="default" loading={busy}>
          Save chaos
        </Action>
      </div>
    </form>
  );
}
