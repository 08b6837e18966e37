import { Speed } from '@intarsia/domain';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';

/** What a sandbox environment is set to. */
export const SandboxSettings = z.object({ speed: Speed });
export type SandboxSettings = z.infer<typeof SandboxSettings>;

/** Settings to change; those that are not named stay as they are, and those that do not exist are refused. */
export const UpdateSandboxSettingsInput = z.strictObject({
  speed: Speed.optional().meta({ description: 'How long simulated work takes.' }),
});
export type UpdateSandboxSettingsInput = z.infer<typeof UpdateSandboxSettingsInput>;

/** Reads the settings of a sandbox environment. */
export async function getSandboxSettings(ctx: Ctx): Promise<SandboxSettings> {
  const environment = await ctx.store.read.environments.find(ctx.environment.id);
  return { speed: (environment ?? ctx.environment).speed };
}

/** Changes settings. Work that waits keeps its due times; what comes after it goes at the new speed. */
export async function updateSandboxSettings(
  ctx: Ctx,
  { speed }: UpdateSandboxSettingsInput,
): Promise<SandboxSettings> {
  const { id } = ctx.environment;
  const settings = await ctx.commit(async (tx) => {
    if (speed !== undefined) await tx.environments.setSpeed(id, speed);
    return { speed: (await tx.environments.find(id))?.speed ?? ctx.environment.speed };
  });
  ctx.guard.forget();
  // In a frozen sandbox that became instant, what is due may run now.
  ctx.wake(id);
  return settings;
}
