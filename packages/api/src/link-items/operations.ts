import { LinkItem, ListInput, page } from '@intarsia/domain';
import { instanceQuery } from '../kernel/index.ts';
import {
  getLinkItem,
  LinkItemRef,
  listLinkItems,
  SearchLinkItemsInput,
  searchLinkItems,
} from './actions.ts';

const tag = 'Link items';

export const linkItemsOperations = {
  list: instanceQuery({
    policy: ['public'],
    input: ListInput,
    output: page(LinkItem),
    run: listLinkItems,
    rest: {
      method: 'GET',
      path: '/v1/link-items',
      status: 200,
      list: true,
      tag,
      summary: 'List link items',
      description: 'Everything that can be picked in Link, by name. Needs no key.',
    },
  }),
  get: instanceQuery({
    policy: ['public'],
    input: LinkItemRef,
    output: LinkItem,
    run: getLinkItem,
    rest: {
      method: 'GET',
      path: '/v1/link-items/{id}',
      status: 200,
      tag,
      summary: 'Retrieve a link item',
      description: 'Needs no key.',
    },
  }),
  search: instanceQuery({
    policy: ['public'],
    input: SearchLinkItemsInput,
    output: page(LinkItem),
    run: searchLinkItems,
    rest: {
      method: 'GET',
      path: '/v1/search/link-items',
      status: 200,
      list: true,
      tag,
      summary: 'Search link items',
      description:
        'The best matches for `q` first, typing errors forgiven; without `q` nothing. One page of at most `limit` items. Needs no key.',
    },
  }),
};
