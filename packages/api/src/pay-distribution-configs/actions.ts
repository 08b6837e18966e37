import { assertUnexpired, IntarsiaError, type PayDistributionConfig } from '@intarsia/domain';
import { z } from 'zod';
import type { Ctx } from '../kernel/index.ts';
import { sealConfig } from './sealed.ts';

/** A config as Link and browsers may hold it. */
export const EncryptedConfig = z.object({ encrypted_config: z.string() });
export type EncryptedConfig = z.infer<typeof EncryptedConfig>;

/** Seals a config for this environment. Nothing is stored. Throws `pay_distribution_off`, `input_invalid`. */
export async function encryptConfig(
  ctx: Ctx,
  config: PayDistributionConfig,
): Promise<EncryptedConfig> {
  assertSwitchesPay(ctx);
  assertUnexpired(config, ctx.clock.now());
  return { encrypted_config: sealConfig(ctx, config) };
}

/** Throws `pay_distribution_off` for a client that does not switch pay. */
export function assertSwitchesPay({ client }: Ctx): void {
  if (client.settings.pay_distribution) return;
  throw new IntarsiaError(
    'pay_distribution_off',
    'Pay distribution is switched off in the settings of this client.',
  );
}
