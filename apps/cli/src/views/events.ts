import type { FeedEvent } from '@intarsia/domain';
import { details, pretty } from './details.ts';
import type { Column } from './table.ts';
import { json, moment } from './text.ts';

export const eventColumns: readonly Column<FeedEvent>[] = [
  { title: 'Time (UTC)', of: ({ occurred_at }) => moment(occurred_at) },
  { title: 'Event', of: ({ type }) => type },
  { title: 'Id', of: ({ id }) => id },
  { title: 'Data', of: ({ data }) => json(data), cut: true, optional: true },
];

export const eventView = details<FeedEvent>(({ id, type, occurred_at, account, data }) => [
  ['Event', type],
  ['Id', id],
  ['Time', `${moment(occurred_at)} UTC`],
  ['Account', account ?? '–'],
  ['Data', pretty(data)],
]);
