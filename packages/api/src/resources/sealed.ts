import {
  type Json,
  joinSecrets,
  type ResourceKind,
  type Secrets,
  type Vault,
} from '@intarsia/domain';
import type { StoredResource } from '@intarsia/store';

/** Where a sealed value of a resource is kept; it does not open at another place. */
interface Place {
  readonly kind: ResourceKind;
  readonly id: string;
  readonly column: 'secrets' | 'content';
}

/** Seals a part of a resource. */
export function sealed(vault: Vault, text: string, place: Place): string {
  return vault.seal(text, contextOf(place));
}

/** The members of a stored resource, with its secrets in their places. */
export function openBody(
  vault: Vault,
  kind: ResourceKind,
  { id, body, secrets }: StoredResource,
): object {
  if (secrets === null) return body;
  // Safe: a body was read from JSON.
  return joinSecrets(body as { [name: string]: Json }, openSecrets(vault, { kind, id }, secrets));
}

/** The members of a resource that are kept sealed. */
export function openSecrets(
  vault: Vault,
  { kind, id }: Pick<Place, 'kind' | 'id'>,
  secrets: string,
): Secrets {
  const text = vault.open(secrets, contextOf({ kind, id, column: 'secrets' }));
  return JSON.parse(new TextDecoder().decode(text));
}

/** What the file of a resource shows. */
export function openContent(
  vault: Vault,
  { kind, id }: Pick<Place, 'kind' | 'id'>,
  content: string,
): Json {
  const text = vault.open(content, contextOf({ kind, id, column: 'content' }));
  return JSON.parse(new TextDecoder().decode(text));
}

function contextOf({ kind, id, column }: Place): string {
  return `resources.${column}:${kind}:${id}`;
}
