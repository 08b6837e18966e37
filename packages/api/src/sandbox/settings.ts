import {
  type Environment,
  type Id,
  SandboxOptions,
  SandboxOptionsInput,
  Speed,
  type Timestamp,
  withOptions,
} from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';
import { purgeIdleJob } from './purge-idle.ts';

/** What a sandbox environment is set to. */
export const SandboxSettings = z.object({ speed: Speed, ...SandboxOptions.shape });
export type SandboxSettings = z.infer<typeof SandboxSettings>;

/** Settings to change; those that are not named stay as they are, and those that do not exist are refused. */
export const UpdateSandboxSettingsInput = z.strictObject({
  speed: Speed.optional().meta({ description: 'How long simulated work takes.' }),
  ...SandboxOptionsInput.shape,
});
export type UpdateSandboxSettingsInput = z.infer<typeof UpdateSandboxSettingsInput>;

/** Reads the settings of a sandbox environment. */
export async function getSandboxSettings(ctx: Ctx): Promise<SandboxSettings> {
  const environment = await ctx.store.read.environments.find(ctx.environment.id);
  return settingsOf(environment ?? ctx.environment);
}

/** Changes settings. Work that waits keeps its due times; what comes after it goes at the new speed. */
export async function updateSandboxSettings(
  ctx: Ctx,
  { speed, ...input }: UpdateSandboxSettingsInput,
): Promise<SandboxSettings> {
  const { id } = ctx.environment;
  const at = { id: ctx.ids.next(), due_at: ctx.clock.now() };
  const settings = await ctx.commit(async (tx) => {
    const before = (await tx.environments.find(id)) ?? ctx.environment;
    const after = {
      ...before,
      speed: speed ?? before.speed,
      options: withOptions(before.options, input),
    };
    await tx.environments.setSpeed(id, after.speed);
    await tx.environments.setOptions(id, after.options);
    await followPurging(ctx, tx, { before, after, at });
    return settingsOf(after);
  });
  ctx.guard.forget();
  ctx.guard.chaos.forget(id);
  // In a frozen sandbox that became instant, what is due may run now.
  ctx.wake(id);
  return settings;
}

/** Accounts that are there already are looked at at once. */
async function followPurging(
  { scope }: Ctx,
  tx: Writes,
  {
    before,
    after,
    at,
  }: { before: Environment; after: Environment; at: { id: Id; due_at: Timestamp } },
): Promise<void> {
  if (before.options.purge_idle_days === after.options.purge_idle_days) return;
  await tx.jobs.cancelEvery(scope, 'sandbox.purge_idle');
  if (after.options.purge_idle_days !== null) await tx.jobs.enqueue(scope, purgeIdleJob(at));
}

function settingsOf({ speed, options }: Environment): SandboxSettings {
  return { speed, ...options };
}
