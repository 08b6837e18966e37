import type { Id, Vault } from '@intarsia/domain';

/** Seals the bytes of an uploaded file; they do not open under another id. */
export function sealFile(vault: Vault, bytes: Uint8Array, id: Id): string {
  return vault.seal(bytes, contextOf(id));
}

/** The bytes of an uploaded file. */
export function openFile(vault: Vault, { id, content }: { id: Id; content: string }): Uint8Array {
  return vault.open(content, contextOf(id));
}

function contextOf(id: Id): string {
  return `blobs.content:${id}`;
}
