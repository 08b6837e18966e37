import {
  type Json,
  joinSecrets,
  type ResourceKind,
  type Secrets,
  type Vault,
} from '@intarsia/domain';
import type { StoredResource } from '@intarsia/store';
import { z } from 'zod';

/** Where a sealed value of a resource is kept; it does not open at another place. */
interface Place {
  readonly kind: ResourceKind;
  readonly id: string;
}

/** Seals what is secret of a resource. */
export function sealSecrets(vault: Vault, secrets: Secrets, place: Place): string {
  return vault.seal(JSON.stringify(secrets), contextOf('secrets', place));
}

/** Seals what the file of a document shows. */
export function sealContent(vault: Vault, content: Json, place: Place): string {
  return vault.seal(JSON.stringify(content), contextOf('content', place));
}

const Members = z.record(z.string(), z.json());

/** The members of a stored resource, with its secrets in their places. */
export function openBody(
  vault: Vault,
  kind: ResourceKind,
  { id, body, secrets }: StoredResource,
): object {
  if (secrets === null) return body;
  const opened = new TextDecoder().decode(vault.open(secrets, contextOf('secrets', { kind, id })));
  return joinSecrets(Members.parse(body), Members.parse(JSON.parse(opened)));
}

function contextOf(column: 'secrets' | 'content', { kind, id }: Place): string {
  return `resources.${column}:${kind}:${id}`;
}
