import type { Environment, OutgoingRules } from '@intarsia/domain';
import type { Deps } from '../kernel/index.ts';

/** Where an environment may send: a sandbox to this machine too, where that is set or nobody else is served. */
export function outgoingRules(
  { config }: Pick<Deps, 'config'>,
  { kind, options }: Pick<Environment, 'kind' | 'options'>,
): OutgoingRules {
  const allow_loopback = kind === 'sandbox' && (options.allow_loopback ?? config.on_loopback);
  return { allow_loopback };
}
