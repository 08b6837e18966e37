import { createHash } from 'node:crypto';
import type { ResourceKind, Scope } from '@intarsia/domain';

/** The UUIDv5 (RFC 9562) of a name in the space of an environment: the same wherever it is made. */
export function nameId(environment_id: string, name: string): string {
  const space = Buffer.from(environment_id.replaceAll('-', ''), 'hex');
  const hash = createHash('sha1').update(space).update(name).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  return [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ]
    .map(([from, to]) => hex.slice(from, to))
    .join('-');
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
