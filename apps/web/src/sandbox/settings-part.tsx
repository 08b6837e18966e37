import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { useReadOnly } from '../session/operator.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { ChaosForm } from './chaos-form.tsx';
import { LoopbackField } from './loopback-field.tsx';
import { SpeedField } from './speed-field.tsx';

/** How this sandbox behaves. */
export function SettingsPart() {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const readOnly = useReadOnly();
  const settings = useQuery(api.sandboxSettings.get.queryOptions({}));
  const update = useMutation(
    api.sandboxSettings.update.mutationOptions({
      onSuccess(changed) {
        queryClient.setQueryData(api.sandboxSettings.get.queryKey({}), changed);
        void queryClient.invalidateQueries({ queryKey: api.clock.pathKey() });
        say('Settings saved.');
      },
    }),
  );
  // What was just chosen shows at once.
  const asked = update.isPending ? update.variables : undefined;
  return (
    <Section title="Settings">
      {settings.isPending ? <Waiting lines={3} what="the settings" /> : null}
      {settings.error ? <Problem error={settings.error} /> : null}
      {settings.data ? (
        <>
          <SpeedField
            speed={asked?.speed ?? settings.data.speed}
            readOnly={readOnly}
            choose={(speed) => update.mutate({ speed })}
          />
          <LoopbackField
            allowed={
              asked?.allow_loopback === undefined
                ? settings.data.allow_loopback
                : asked.allow_loopback
            }
            readOnly={readOnly !== undefined}
            choose={(allow_loopback) => update.mutate({ allow_loopback })}
          />
          <ChaosForm
            // Saved anew, and begun anew.
            key={settings.dataUpdatedAt}
            settings={settings.data}
            busy={update.isPending}
            error={update.error}
            save={(changed) => update.mutate(changed)}
          />
        </>
      ) : null}
    </Section>
  );
}
