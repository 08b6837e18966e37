import { type Deps, secretHash } from '@intarsia/api';
import { newApiKey, newLinkKey, type Scope } from '@intarsia/domain';
import type { Writes } from '@intarsia/store';
import { OpenError } from './open-error.ts';

/** Sandbox credentials that are known before the start, for CI. */
export interface FixedCredentials {
  readonly key_id: string;
  readonly key_secret: string;
  readonly link_key: string;
}

const KEY_NAME = 'Fixed sandbox key';

/** Makes the credentials open the first client's sandbox, whatever became of them since the last start. */
export async function setFixedCredentials(deps: Deps, fixed: FixedCredentials): Promise<void> {
  const environments = await deps.store.read.environments.listAll();
  const sandbox = environments.find(({ kind }) => kind === 'sandbox');
  if (!sandbox) throw new Error('This database has no sandbox environment');
  const scope = { environment_id: sandbox.id };
  await deps.store.write(async (tx) => {
    await setApiKey(tx, { deps, scope, fixed });
    await setLinkKey(tx, { deps, scope, fixed });
  });
}

interface Setting {
  readonly deps: Deps;
  readonly scope: Scope;
  readonly fixed: FixedCredentials;
}

async function setApiKey(tx: Writes, { deps, scope, fixed }: Setting): Promise<void> {
  const secret_hash = secretHash(fixed.key_secret);
  const stored = await tx.apiKeys.findById(fixed.key_id);
  if (!stored) {
    const at = { id: fixed.key_id, now: deps.wall.now() };
    const key = newApiKey({ name: KEY_NAME, kind: 'sandbox' }, at);
    return tx.apiKeys.insert(scope, key, { secret_hash });
  }
  if (stored.environment_id !== scope.environment_id) {
    throw taken('INTARSIA_SANDBOX_KEY_ID', fixed.key_id);
  }
  await tx.apiKeys.reset(scope, fixed.key_id, { secret_hash });
}

async function setLinkKey(tx: Writes, { deps, scope, fixed }: Setting): Promise<void> {
  const stored = await tx.linkKeys.findById(fixed.link_key);
  if (!stored) {
    const at = { id: fixed.link_key, now: deps.wall.now() };
    return tx.linkKeys.insert(scope, newLinkKey(at));
  }
  if (stored.environment_id !== scope.environment_id) {
    throw taken('INTARSIA_SANDBOX_LINK_KEY', fixed.link_key);
  }
}

function taken(variable: string, id: string): OpenError {
  return new OpenError(`${variable}: ${id} is a key of another environment; choose another one.`);
}
