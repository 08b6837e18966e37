import type { SandboxSettings } from '@intarsia/client';
import { details } from './details.ts';
import { percent } from './figures.ts';
import { counted } from './text.ts';

export const settingsView = details<SandboxSettings>((settings, paint) => {
  const { speed, latency_ms, error_rate, rate_limit, purge_idle_days, allow_loopback } = settings;
  const orOff = <T>(value: T | null, says: (value: T) => string) =>
    value === null ? paint.dim('off') : says(value);
  return [
    ['Speed', speed],
    ['Latency', orOff(latency_ms, (ms) => `${ms} ms for every call`)],
    ['Errors', orOff(error_rate, (rate) => `${percent(String(rate))} of calls fail`)],
    ['Rate limit', orOff(rate_limit, (calls) => `${counted(calls, 'call')} a minute`)],
    [
      'Idle accounts',
      purge_idle_days === null
        ? paint.dim('stay')
        : `removed after ${counted(purge_idle_days, 'day')}`,
    ],
    ['Webhooks here', loopbackText(allow_loopback)],
  ];
});

function loopbackText(allowed: boolean | null): string {
  if (allowed === null) return 'by default: only where the server itself is bound to loopback';
  return allowed ? 'allowed' : 'refused';
}
