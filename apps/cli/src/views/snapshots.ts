import type { Intarsia } from '@intarsia/client';
import { clockLines } from './clock.ts';
import { details } from './details.ts';
import type { Column } from './table.ts';
import { counted, moment } from './text.ts';

type Snapshot = Awaited<ReturnType<Intarsia['snapshots']['create']['mutate']>>;
type World = Awaited<ReturnType<Intarsia['snapshots']['reset']['mutate']>>;

export const snapshotColumns: readonly Column<Snapshot>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Clock (UTC)', of: ({ now }) => moment(now) },
  { title: 'Users', of: ({ users }) => String(users), align: 'right' },
  { title: 'Accounts', of: ({ accounts }) => String(accounts), align: 'right' },
  { title: 'Taken (UTC)', of: ({ created_at }) => moment(created_at), optional: true },
];

export const snapshotView = details<Snapshot>(({ id, created_at, now, ...sizes }) => [
  ['Id', id],
  ['Taken', `${moment(created_at)} UTC`],
  ['Clock', `${moment(now)} UTC`],
  ['Holds', holds(sizes)],
]);

export const worldView = details<World>((world) => [['Holds', holds(world)], ...clockLines(world)]);

function holds({ users, accounts }: Pick<World, 'users' | 'accounts'>): string {
  return `${counted(users, 'user')}, ${counted(accounts, 'account')}`;
}
