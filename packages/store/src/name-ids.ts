import { hash } from 'node:crypto';
import type { ResourceKind, Scope } from '@intarsia/domain';

/** The UUIDv5 (RFC 9562) of a name in the space of an environment: the same wherever it is made. */
export function nameId(environment_id: string, name: string): string {
  const space = Buffer.from(environment_id.replaceAll('-', ''), 'hex');
  const hex = hash('sha1', Buffer.concat([space, Buffer.from(name)]), 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`];
  return [...parts, variant + hex.slice(17, 20), hex.slice(20, 32)].join('-');
}

/** What names a scanned row: the account that it was found through, and what the source calls it. */
export interface SourceRef {
  readonly account: string;
  readonly kind: ResourceKind;
  readonly source_id: string;
}

/**
 * The id of a scanned row. Every scan of the account gives the same record the same id, in whatever
 * process and on whatever machine; neither an account id nor a kind has a slash in it.
 */
export function resourceId({ environment_id }: Scope, ref: SourceRef): string {
  return nameId(environment_id, `${ref.account}/${ref.kind}/${ref.source_id}`);
}
