import type { LinkSettings } from '@intarsia/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../app/api.tsx';
import { Action } from '../ui/action.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { useToast } from '../ui/toasts.tsx';
import { EditLinkSettings } from './save-link-settings.tsx';

/** What can be done with link settings. */
export function LinkSettingsActions({ settings }: { settings: LinkSettings }) {
  const [opened, setOpened] = useState<'edit' | 'delete'>();
  const close = () => setOpened(undefined);
  return (
    <>
      <span className="table-actions">
        <Action variant="subtle" size="compact-sm" onClick={() => setOpened('edit')}>
          Edit<span className="sr-only"> {settings.name}</span>
        </Action>
        <Action
          variant="subtle"
          color="danger"
          size="compact-sm"
          onClick={() => setOpened('delete')}
        >
          Delete<span className="sr-only"> {settings.name}</span>
        </Action>
      </span>
      <EditLinkSettings settings={settings} opened={opened === 'edit'} close={close} />
      <DeleteLinkSettings settings={settings} opened={opened === 'delete'} close={close} />
    </>
  );
}

function DeleteLinkSettings(props: { settings: LinkSettings; opened: boolean; close(): void }) {
  const { settings, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const remove = useMutation(
    api.linkSettings.delete.mutationOptions({
      onSuccess() {
        close();
        say('Link settings deleted.');
        void queryClient.invalidateQueries({ queryKey: api.linkSettings.pathKey() });
      },
    }),
  );
  return (
    <Confirm
      title={`Delete ${settings.name}`}
      opened={opened}
      close={close}
      action="Delete link settings"
      confirm={() => remove.mutate({ id: settings.id })}
      busy={remove.isPending}
      error={remove.error}
    >
      <p>
        Pages that name them by <code>customizationId</code> get the default ones from now on, or a
        plain Link where there are none.
      </p>
    </Confirm>
  );
}
