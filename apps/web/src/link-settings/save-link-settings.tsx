import type { LinkSettings } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToast } from '../ui/toasts.tsx';
import { draftOf, emptyDraft } from './draft.ts';
import { LinkSettingsForm } from './link-settings-form.tsx';

/** What has to be done once settings are saved. */
function useSaved(close: () => void) {
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  return () => {
    close();
    say('Link settings saved.');
    void queryClient.invalidateQueries({ queryKey: api.linkSettings.pathKey() });
  };
}

/** Makes link settings. The first ones of an environment are its default. */
export function CreateLinkSettings(props: { first: boolean; opened: boolean; close(): void }) {
  const { first, opened, close } = props;
  const api = useApi();
  const onSuccess = useSaved(close);
  const create = useMutation(api.linkSettings.create.mutationOptions({ onSuccess }));
  const end = () => {
    close();
    create.reset();
  };
  return (
    <Dialog title="Create link settings" opened={opened} close={end} wide>
      <LinkSettingsForm
        draft={emptyDraft(first)}
        action="Create link settings"
        busy={create.isPending}
        error={create.error}
        cancel={end}
        submit={(input) => create.mutate(input)}
      />
    </Dialog>
  );
}

/** Changes link settings. Pages that are open keep what they were opened with. */
export function EditLinkSettings(props: {
  settings: LinkSettings;
  opened: boolean;
  close(): void;
}) {
  const { settings, opened, close } = props;
  const api = useApi();
  const onSuccess = useSaved(close);
  const update = useMutation(api.linkSettings.update.mutationOptions({ onSuccess }));
  const end = () => {
    close();
    update.reset();
  };
  return (
    <Dialog title={`Edit ${settings.name}`} opened={opened} close={end} wide>
      <LinkSettingsForm
        draft={draftOf(settings)}
        action="Save link settings"
        busy={update.isPending}
        error={update.error}
        cancel={end}
        submit={(input) => update.mutate({ id: settings.id, ...input })}
      />
    </Dialog>
  );
}
