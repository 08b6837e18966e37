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
const settings: SandboxSettings = { speed: 'instant' };

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
        '`speed` is `fast` (a tenth of the recorded times), `real`, or `instant`: then a login and its first scan are done when the call that begins them answers, also while the clock is frozen.',
      example: { request: settings, response: settings },
    },
  }),
};
