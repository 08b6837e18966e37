import { z } from 'zod';
import { mutation, query } from '../kernel/index.ts';
import {
  getSandboxSettings,
  SandboxSettings,
  UpdateSandboxSettingsInput,
  updateSandboxSettings,
} from './settings.ts';

const tag = 'Sandbox';
const path = '/v1/sandbox/settings';
const settings: SandboxSettings = {
  speed: 'instant',
  latency_ms: null,
  error_rate: 0.25,
  rate_limit: null,
  purge_idle_days: 60,
  allow_loopback: null,
};

export const sandboxSettingsOperations = {
  get: query({
    policy: ['client', 'operator'],
    sandbox: true,
    input: z.object({}),
    output: SandboxSettings,
    run: getSandboxSettings,
    rest: {
      method: 'GET',
      path,
      status: 200,
      tag,
      summary: 'Read the settings of a sandbox',
      description: 'Null is off; for `allow_loopback`, the default of the server.',
      example: { response: settings },
    },
  }),
  update: mutation({
    policy: ['client', 'operator'],
    sandbox: true,
    input: UpdateSandboxSettingsInput,
    output: SandboxSettings,
    run: updateSandboxSettings,
    rest: {
      method: 'PATCH',
      path,
      status: 200,
      tag,
      summary: 'Change settings of a sandbox',
      description:
        'What is not named stays as it is; null switches off. `speed` is `fast` (a tenth of the recorded times), `real`, or `instant`: then a login and its first scan are done when the call that begins them answers, also while the clock is frozen. `latency_ms`, `error_rate` and `rate_limit` disturb the calls of API keys, user tokens and link keys, but not those under `/v1/sandbox/`; each process of the server counts for itself, anew after a change. `purge_idle_days` removes idle accounts by the clock of the sandbox, with all their data and `accounts.removed`.',
      example: {
        request: { speed: 'instant', error_rate: 0.25, purge_idle_days: 60 },
        response: settings,
      },
    },
  }),
};
