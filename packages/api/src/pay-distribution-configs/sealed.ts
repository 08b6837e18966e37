import { IntarsiaError, PayDistributionConfig, type Vault } from '@intarsia/domain';

/** Whose a sealed config is: it opens for nobody else. */
interface Owner {
  readonly vault: Vault;
  readonly environment: { readonly id: string };
}

/** The longest text that can be one of ours. */
export const MOST_CONFIG = 65_536;

/** A config as standard Base64 that says nothing to whoever holds it. */
export function sealConfig({ vault, environment }: Owner, config: PayDistributionConfig): string {
  return btoa(vault.seal(JSON.stringify(config), contextOf(environment)));
}

/** The config behind a text that `sealConfig` gave for the same environment. Throws `input_invalid`. */
export function openConfig({ vault, environment }: Owner, text: string): PayDistributionConfig {
  try {
    const sealed = atob(text);
    // The decoder takes more than one spelling of the same bytes.
    if (btoa(sealed) !== text) throw new Error('not the one way to write it');
    const opened = new TextDecoder().decode(vault.open(sealed, contextOf(environment)));
    return PayDistributionConfig.parse(JSON.parse(opened));
  } catch (cause) {
    const expected = 'is not one that was encrypted for this environment';
    throw new IntarsiaError('input_invalid', `encrypted_config: ${expected}`, {
      fields: { encrypted_config: [expected] },
      cause,
    });
  }
}

function contextOf({ id }: Owner['environment']): string {
  return `pay_distribution_configs.config:${id}`;
}
