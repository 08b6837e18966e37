import { IntarsiaError, mayRun } from '@intarsia/domain';
import type { Caller } from './callers.ts';
import type { AnyOperation } from './operation.ts';

/** Throws unless the operation's policy takes this caller. A machine's own binary may do what an admin may. */
export function assertAllowed(operation: AnyOperation, { actor, environment }: Caller): void {
  if (operation.policy.includes('public')) return;
  const kinds = actor.kind === 'local' ? (['local', 'operator'] as const) : [actor.kind];
  if (!kinds.some((kind) => operation.policy.includes(kind))) {
    throw new IntarsiaError(
      'caller_not_allowed',
      'These credentials can not be used for this operation.',
    );
  }
  if (actor.kind === 'operator' && !operation.own && !mayRun(actor.operator.role, operation.kind)) {
    throw new IntarsiaError('role_not_allowed', `The role ${actor.operator.role} may only read.`);
  }
  if (operation.level === 'environment' && !environment) {
    throw new IntarsiaError(
      'environment_unknown',
      'Name the environment in the header intarsia-environment.',
    );
  }
  // Before anything of the call is read: what is wrong with it would tell that the path is there.
  if (operation.sandbox && environment?.kind !== 'sandbox') {
    throw new IntarsiaError('sandbox_only', 'Not found.');
  }
}
