import { SandboxOptions, Speed } from '@intarsia/domain';
import { z } from 'zod';
import { command, option } from '../command.ts';
import { settingsView } from '../views/sandbox-settings.ts';

const { latency_ms, error_rate, rate_limit, purge_idle_days } = SandboxOptions.shape;

/** A number, or `off`. */
function orOff(number: z.ZodType<number | null, number | null>) {
  return z
    .string()
    .transform((text) => (text === 'off' ? null : numberOf(text)))
    .pipe(number)
    .optional();
}

/** What is no plain decimal is no number, so that the schema behind it says what was expected. */
function numberOf(text: string): number {
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
}

const loopback = { yes: true, no: false, default: null } as const;
const Loopback = z
  .enum(['yes', 'no', 'default'])
  .transform((word) => loopback[word])
  .optional();

export const sandboxSettingsCommands = [
  command({
    name: 'sandbox settings',
    summary: 'Show the settings of your sandbox, or change those that are named',
    options: {
      speed: {
        value: '<speed>',
        says: 'How long simulated work takes',
        schema: Speed.optional(),
        choices: Speed.options,
      },
      latency_ms: option('<ms|off>', 'Let every call wait that long', orOff(latency_ms)),
      error_rate: option('<0..1|off>', 'Let that share of calls fail', orOff(error_rate)),
      rate_limit: option('<n|off>', 'Answer that many calls a minute', orOff(rate_limit)),
      purge_idle_days: option(
        '<n|off>',
        'Remove accounts that were idle for that many days',
        orOff(purge_idle_days),
      ),
      allow_loopback: {
        value: '<allow>',
        says: 'Whether webhooks may go to this machine',
        schema: Loopback,
        choices: Object.keys(loopback),
      },
    },
    examples: [
      'sandbox settings',
      'sandbox settings --speed instant',
      'sandbox settings --latency-ms 250 --error-rate 0.1',
      'sandbox settings --latency-ms off --error-rate off --allow-loopback default',
    ],
    run: async ({ api, print }, changes) => {
      const isChange = Object.values(changes).some((value) => value !== undefined);
      const settings = isChange
        ? await api.sandboxSettings.update.mutate(changes)
        : await api.sandboxSettings.get.query({});
      await print(settings, settingsView);
    },
  }),
];
