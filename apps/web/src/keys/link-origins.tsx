import type { LinkKey } from '@intarsia/domain';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useApi } from '../app/api.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { fieldErrors } from '../ui/explain.ts';
import { shortId } from '../ui/ids.ts';
import { Problem } from '../ui/problem.tsx';
import { useToast } from '../ui/toasts.tsx';

/** Whose pages may embed Link with a key, in a cell of the table. */
export function EmbeddedBy({ linkKey }: { linkKey: LinkKey }) {
  const { kind } = useEnvironment();
  const [first, ...more] = linkKey.allowed_origins;
  if (first === undefined) {
    return (
      <span className="muted">{kind === 'sandbox' ? 'Pages of this machine' : 'Nobody yet'}</span>
    );
  }
  return (
    <span data-tip={linkKey.allowed_origins.join(', ')}>
      <span className="mono">{first}</span>
      {more.length > 0 ? ` and ${more.length} more` : null}
    </span>
  );
}

/** Says whose pages may embed Link with a key. */
export function LinkOrigins(props: { linkKey: LinkKey; opened: boolean; close(): void }) {
  const { linkKey, opened, close } = props;
  const api = useApi();
  const queryClient = useQueryClient();
  const say = useToast();
  const update = useMutation(
    api.linkKeys.update.mutationOptions({
      onSuccess() {
        close();
        say('Origins saved.');
        void queryClient.invalidateQueries({ queryKey: api.linkKeys.pathKey() });
      },
    }),
  );
  const end = () => {
    close();
    update.reset();
  };
  return (
    <Dialog title={`Origins of link key ${shortId(linkKey.id)}`} opened={opened} close={end}>
      <OriginsForm
        begun={linkKey.allowed_origins}
        busy={update.isPending}
        error={update.error}
        cancel={end}
        submit={(allowed_origins) => update.mutate({ id: linkKey.id, allowed_origins })}
      />
    </Dialog>
  );
}

function OriginsForm(props: {
  begun: readonly string[];
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(origins: string[]): void;
}) {
  const { kind } = useEnvironment();
  const [text, setText] = useState(props.begun.join('\n'));
  const [sent, setSent] = useState<readonly string[]>([]);
  const refused = fieldErrors(props.error).find(({ field }) => field.startsWith('allowed_origins'));
  // The server counts those that were sent; the person reads which one it was.
  const wrong = sent[Number(refused?.field.split('.')[1])];
  const send = (event: FormEvent) => {
    event.preventDefault();
    const origins = text.split(/[\s,]+/).filter((one) => one !== '');
    setSent(origins);
    props.submit(origins);
  };
  return (
    <form className="form" onSubmit={send}>
      {props.error && !refused ? <Problem error={props.error} /> : null}
      <Textarea
        label="Allowed origins"
        description={`One on each line, such as https://app.example.com. When empty: ${
          kind === 'sandbox' ? 'pages of this machine, on any port.' : 'nobody.'
        }`}
        data-autofocus
        autosize
        minRows={3}
        maxRows={10}
        autoComplete="off"
        spellCheck={false}
        inputMode="url"
        value={text}
        error={refused && (wrong === undefined ? refused.text : `${wrong}: ${refused.text}`)}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="form-end">
        <Button variant="default" onClick={props.cancel}>
          Cancel
        </Button>
        <Button type="submit" loading={props.busy}>
          Save origins
        </Button>
      </div>
    </form>
  );
}
