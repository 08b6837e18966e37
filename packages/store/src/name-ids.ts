import { hash } from 'node:crypto';
import type { ResourceKind } from '@intarsia/domain';

/** The UUIDv5 (RFC 9562) of a name in the space of another id: the same wherever it is made. */
export function nameId(space: string, name: string): string {
  const bytes = Buffer.from(space.replaceAll('-', ''), 'hex');
  const hex = hash('sha1', Buffer.concat([bytes, Buffer.from(name)]), 'hex');
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
 * process and on whatever machine. The account stands for its environment, whose seed and clock made its
 * id: two runs of one sandbox have the same rows, whatever the environments are called.
 */
export function resourceId({ account, kind, source_id }: SourceRef): string {
  return nameId(account, `${kind}/${source_id}`);
}
