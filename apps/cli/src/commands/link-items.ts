import { Slug } from '@intarsia/domain';
import { z } from 'zod';
import { arg, command } from '../command.ts';
import { listOptions, printPages } from '../lists.ts';
import { linkItemColumns, linkItemView } from '../views/link-items.ts';

export const linkItemsCommands = [
  command({
    name: 'link-items list',
    summary: 'List everything that can be picked in Link, by name',
    options: listOptions,
    run: (call, asked) =>
      printPages(call, asked, {
        noun: 'link item',
        columns: linkItemColumns,
        page: (input) => call.api.linkItems.list.query(input),
      }),
  }),
  command({
    name: 'link-items search',
    summary: 'Find link items by name, typing errors forgiven',
    args: { text: arg('What to look for', z.string().min(1, 'must not be empty')) },
    options: { limit: listOptions.limit },
    examples: ['link-items search warpride'],
    run: (call, { text, limit }) =>
      printPages(
        call,
        { limit, cursor: undefined, all: false },
        {
          noun: 'link item',
          columns: linkItemColumns,
          page: ({ limit }) =>
            call.api.linkItems.search.query({ q: text, ...(limit === undefined ? {} : { limit }) }),
        },
      ),
  }),
  command({
    name: 'link-items get',
    summary: 'Show a link item and what it can do',
    args: { id: arg('Id of the link item, such as `warpride`', Slug) },
    run: async ({ api, print }, input) => print(await api.linkItems.get.query(input), linkItemView),
  }),
];
