import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { fieldError, fieldErrors } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import { inputFrom, type WebhookDraft, type WebhookFields } from './draft.ts';
import { EventPicker } from './event-picker.tsx';

const fields = ['name', 'url', 'events', 'config.days_synced', 'secret'];

/** The fields of a webhook, whether it is made or changed. */
export function WebhookForm(props: {
  draft: WebhookDraft;
  /** What the button says: "Create webhook". */
  action: string;
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(input: WebhookFields): void;
  /** Fields that only a new one has. */
  children?: ReactNode;
}) {
  const { busy, error } = props;
  const [draft, setDraft] = useState(props.draft);
  const form = useRef<HTMLFormElement>(null);
  // The form is longer than a window: what is wrong may be out of sight.
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  const change = (part: Partial<WebhookDraft>) => setDraft((held) => ({ ...held, ...part }));
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.submit(inputFrom(draft));
  };
  return (
    <form ref={form} className="form" onSubmit={send}>
      {error && !isAtField(error) ? <Problem error={error} /> : null}
      <TextInput
        label="Name"
        description="Every delivery carries it."
        required
        withAsterisk={false}
        data-autofocus
        maxLength={100}
        value={draft.name}
        error={fieldError(error, 'name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        label="URL"
        description="Where deliveries are posted to."
        placeholder="https://example.com/webhooks"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        required
        withAsterisk={false}
        value={draft.url}
        error={fieldError(error, 'url')}
        onChange={(event) => change({ url: event.currentTarget.value })}
      />
      <EventPicker draft={draft} change={setDraft} error={eventsError(error)} />
      {props.children}
      <Contents draft={draft} change={change} error={error} />
      <div className="form-end">
        <Button variant="default" onClick={props.cancel}>
          Cancel
        </Button>
        <Button type="submit" loading={busy}>
          {props.action}
        </Button>
      </div>
    </form>
  );
}

function Contents(props: {
  draft: WebhookDraft;
  change(part: Partial<WebhookDraft>): void;
  error: unknown;
}) {
  const { draft, change } = props;
  return (
    <>
      <TextInput
        label="Days synced"
        description="How many of the newest days partially_synced waits for."
        placeholder="30"
        inputMode="numeric"
        autoComplete="off"
        value={draft.days_synced}
        error={fieldError(props.error, 'config.days_synced')}
        onChange={(event) => change({ days_synced: event.currentTarget.value })}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={draft.include_resource}
          onChange={(event) => change({ include_resource: event.currentTarget.checked })}
        />
        <span>
          Include the account
          <span className="muted small">
            Events of accounts carry the account as it was, as resource.
          </span>
        </span>
      </label>
    </>
  );
}

function isAtField(error: unknown): boolean {
  return fieldErrors(error).some(({ field }) => isOneOf(field));
}

function isOneOf(field: string): boolean {
  return fields.some((name) => field === name || field.startsWith(`${name}.`));
}

/** What is wrong with the events, of the list or of one of its names. */
function eventsError(error: unknown): string | undefined {
  return fieldErrors(error).find(({ field }) => /^events(\.|$)/.test(field))?.text;
}
