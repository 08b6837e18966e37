import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { useReadOnly } from '../session/operator.tsx';
import { Section } from '../ui/page.tsx';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';
import { Waiting } from '../ui/waiting.tsx';

const speeds = [
  {
    value: 'instant',
    word: 'Instant',
    about: 'A login and its first scan are done at once, also while the clock is frozen.',
  },
  { value: 'fast', word: 'Fast', about: 'A tenth of the times that were recorded.' },
  { value: 'real', word: 'Real', about: 'As long as it takes with real sources.' },
] as const;

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
  const speed = update.isPending ? update.variables.speed : settings.data?.speed;
  return (
    <Section title="Settings">
      {settings.isPending ? <Waiting lines={3} what="the settings" /> : null}
      {settings.error ? <Problem error={settings.error} /> : null}
      {update.error ? <Problem error={update.error} /> : null}
      {settings.data ? (
        <fieldset className="picker" disabled={readOnly !== undefined}>
          <legend>Speed of simulated work</legend>
          <div className="speeds">
            {speeds.map(({ value, word, about }) => (
              <label key={value} className="persona speed">
                <input
                  type="radio"
                  name="speed"
                  checked={speed === value}
                  onChange={() => update.mutate({ speed: value })}
                />
                <span>
                  {word}
                  <span className="muted small">{about}</span>
                </span>
              </label>
            ))}
          </div>
          {readOnly === undefined ? null : <p className="muted small">{readOnly}</p>}
        </fieldset>
      ) : null}
    </Section>
  );
}
