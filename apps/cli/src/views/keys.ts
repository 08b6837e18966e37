import { type ApiKey, type CreatedApiKey, isApiKeyUsable, timestampOf } from '@intarsia/domain';
import { details } from './details.ts';
import type { Paint } from './paint.ts';
import type { Column } from './table.ts';
import { moment, plain } from './text.ts';

/** Keys live by the wall clock, so this machine's tells which have ended. */
export function keyColumns({ now }: { now(): number }): readonly Column<ApiKey>[] {
  const wall = timestampOf(now() * 1000);
  const paintState = (text: string, key: ApiKey, paint: Paint) =>
    isApiKeyUsable(key, wall) ? text : paint.dim(text);
  return [
    { title: 'Id', of: ({ id }) => id },
    { title: 'Name', of: ({ name }) => name, cut: true },
    { title: 'Kind', of: ({ kind }) => kind },
    { title: 'State', of: (key) => stateOf(key, wall), paint: paintState },
    { title: 'Created (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
  ];
}

function stateOf(key: ApiKey, wall: string): string {
  if (key.revoked_at !== null) return 'revoked';
  if (key.expires_at === null) return 'works';
  return isApiKeyUsable(key, wall) ? `works until ${moment(key.expires_at)}` : 'ended';
}

export const createdKeyView = details<CreatedApiKey>((key, paint) => [
  ['Id', key.id],
  ['Name', plain(key.name)],
  ['Kind', key.kind],
  ['Secret', plain(key.secret)],
  ['', paint.dim('Shown this once. Together, as INTARSIA_API_KEY:')],
  ['', plain(`${key.id}:${key.secret}`)],
]);
