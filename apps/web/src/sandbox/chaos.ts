import { percentText, shareIn } from '../ui/number-texts.ts';

/** What disturbs calls, and what a sandbox forgets by itself; null is off. */
export interface ChaosSettings {
  readonly latency_ms: number | null;
  readonly error_rate: number | null;
  readonly rate_limit: number | null;
  readonly purge_idle_days: number | null;
}

/** The same as it stands in fields. */
export type ChaosTexts = Readonly<Record<keyof ChaosSettings, string>>;

/** Each setting with its words, in the order of the form. */
export const chaosFields = [
  {
    name: 'latency_ms',
    label: 'Latency',
    unit: 'ms',
    about: 'How long every call waits before it is answered.',
  },
  {
    name: 'error_rate',
    label: 'Error rate',
    unit: '%',
    about: 'The share of calls that fail with 503 simulated_error.',
  },
  {
    name: 'rate_limit',
    label: 'Rate limit',
    unit: 'calls a min',
    about: 'All calls above it get 429 simulated_rate_limit.',
  },
  {
    name: 'purge_idle_days',
    label: 'Remove idle accounts',
    unit: 'days',
    about: 'After so many days without a login, a scan or a form.',
  },
] as const;

/** Settings as the fields show them: the share of errors in percent. */
export function textsOf({ error_rate, ...rest }: ChaosSettings): ChaosTexts {
  const text = (value: number | null) => (value === null ? '' : String(value));
  return {
    latency_ms: text(rest.latency_ms),
    error_rate: error_rate === null ? '' : percentText(error_rate),
    rate_limit: text(rest.rate_limit),
    purge_idle_days: text(rest.purge_idle_days),
  };
}

/** What the fields say, all of which are numbers or empty. */
export function settingsFrom(texts: ChaosTexts): ChaosSettings {
  const value = (text: string) => (text.trim() === '' ? null : Number(text));
  return {
    latency_ms: value(texts.latency_ms),
    error_rate: texts.error_rate.trim() === '' ? null : shareIn(texts.error_rate),
    rate_limit: value(texts.rate_limit),
    purge_idle_days: value(texts.purge_idle_days),
  };
}
