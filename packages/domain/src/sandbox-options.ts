import { z } from 'zod';

/** How a sandbox differs from a good day, and what it does by itself. Null is off, or the default. */
export const SandboxOptions = z.object({
  latency_ms: z
    .int('must be a whole number of milliseconds')
    .min(0, 'must not be negative')
    .max(30_000, 'must be at most 30000')
    .nullable()
    .meta({ description: 'How long every call waits before it is answered, in wall time.' }),
  error_rate: z
    .number('must be a number from 0 to 1')
    .min(0, 'must be a number from 0 to 1')
    .max(1, 'must be a number from 0 to 1')
    .nullable()
    .meta({
      description:
        'The share of calls that fail with 503 `simulated_error` before anything is done. Which ones is a function of the seed and of the number of the call since the settings were last changed.',
    }),
  rate_limit: z
    .int('must be a whole number of calls')
    .min(1, 'must be at least 1')
    .max(1_000_000, 'must be at most 1000000')
    .nullable()
    .meta({
      description:
        'How many calls a minute of wall time are answered; all others get 429 `simulated_rate_limit`.',
    }),
  purge_idle_days: z
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(3650, 'must be at most 3650')
    .nullable()
    .meta({
      description:
        'After how many days without a login, a good scan or a form an account is removed, by the clock of the sandbox.',
    }),
  allow_loopback: z.boolean().nullable().meta({
    description:
      'Whether webhooks may go to loopback addresses. Null: exactly when the server itself is bound to one.',
  }),
});
export type SandboxOptions = z.infer<typeof SandboxOptions>;

/** Options to change; those that are not named stay as they are. */
export const SandboxOptionsInput = SandboxOptions.partial();
export type SandboxOptionsInput = z.infer<typeof SandboxOptionsInput>;

/** The options of a new sandbox: all off. */
export const noOptions: SandboxOptions = {
  latency_ms: null,
  error_rate: null,
  rate_limit: null,
  purge_idle_days: null,
  allow_loopback: null,
};

/** The options with some of them changed. */
export function withOptions(options: SandboxOptions, input: SandboxOptionsInput): SandboxOptions {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return SandboxOptions.parse({ ...options, ...Object.fromEntries(given) });
}
