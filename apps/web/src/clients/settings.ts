import type { ClientSettings } from '@intarsia/domain';

/** The settings as they stand in the form: numbers are texts while they are typed. */
export interface SettingsDraft {
  readonly issuer: string;
  readonly access_token_lifetime: string;
  readonly refresh_token_lifetime: string;
  readonly token_algorithm: ClientSettings['token_algorithm'];
  readonly pay_distribution: boolean;
  readonly events_kept_days: string;
}

/** The form for the settings as they are. */
export function draftOf(settings: ClientSettings): SettingsDraft {
  return {
    ...settings,
    access_token_lifetime: String(settings.access_token_lifetime),
    refresh_token_lifetime: String(settings.refresh_token_lifetime),
    events_kept_days: String(settings.events_kept_days),
  };
}

/** A whole number, of seconds or of days, or undefined for a text that is none. */
export function numberFrom(text: string): number | undefined {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

/** What the draft changes; undefined while a number in it is none. */
export function changesOf(
  draft: SettingsDraft,
  settings: ClientSettings,
): Partial<ClientSettings> | undefined {
  const access_token_lifetime = numberFrom(draft.access_token_lifetime);
  const refresh_token_lifetime = numberFrom(draft.refresh_token_lifetime);
  const events_kept_days = numberFrom(draft.events_kept_days);
  if (access_token_lifetime === undefined || refresh_token_lifetime === undefined) return undefined;
  if (events_kept_days === undefined) return undefined;
  const next: ClientSettings = {
    ...draft,
    issuer: draft.issuer.trim(),
    access_token_lifetime,
    refresh_token_lifetime,
    events_kept_days,
  };
  // Safe: the keys are those of the settings, each with its own value.
  const keys = Object.keys(next) as (keyof ClientSettings)[];
  return Object.fromEntries(
    keys.filter((key) => next[key] !== settings[key]).map((key) => [key, next[key]]),
  );
}
