import type { CreateWebhookInput, Webhook, WebhookConfig } from '@intarsia/domain';
import { EVERY_EVENT } from './events.ts';

/** A subscription as it stands in the fields of a form. */
export interface WebhookDraft {
  readonly name: string;
  readonly url: string;
  /** Every documented event, whatever is named besides. */
  readonly every: boolean;
  readonly events: readonly string[];
  readonly include_resource: boolean;
  /** A number of days; empty for the usual one. */
  readonly days_synced: string;
}

/** A form that nobody has filled in yet. */
export const emptyDraft: WebhookDraft = {
  name: '',
  url: '',
  every: true,
  events: [],
  include_resource: false,
  days_synced: '',
};

/** A subscription in the fields of a form. */
export function draftOf({ name, url, events, config }: Webhook): WebhookDraft {
  return {
    name,
    url,
    every: events.includes(EVERY_EVENT),
    events: events.filter((event) => event !== EVERY_EVENT),
    include_resource: config?.include_resource ?? false,
    days_synced: config?.days_synced === undefined ? '' : String(config.days_synced),
  };
}

/** What the form of a webhook sends. Whether the names are those of events is the server's to say. */
export interface WebhookFields extends Pick<CreateWebhookInput, 'name' | 'url'> {
  readonly events: string[];
  readonly config: WebhookConfig | null;
}

/** What the fields ask for. Text that is no number is left to the server to refuse, which names the field. */
export function inputFrom(draft: WebhookDraft): WebhookFields {
  const { include_resource, days_synced } = draft;
  const config = {
    ...(include_resource ? { include_resource } : {}),
    ...(days_synced.trim() === '' ? {} : { days_synced: Number(days_synced) }),
  };
  return {
    name: draft.name,
    url: draft.url.trim(),
    events: [...(draft.every ? [EVERY_EVENT] : []), ...draft.events],
    config: Object.keys(config).length === 0 ? null : config,
  };
}

/** An event is chosen, or not any more. */
export function withEvents(
  draft: WebhookDraft,
  names: readonly string[],
  chosen: boolean,
): WebhookDraft {
  const others = draft.events.filter((name) => !names.includes(name));
  return { ...draft, events: chosen ? [...others, ...names] : others };
}
