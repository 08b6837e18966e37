import {
  ListEventsInput,
  ListResourcesInput,
  page,
  type ResourceKind,
  ResourceRef,
  resourceKinds,
} from '@intarsia/domain';
import type { z } from 'zod';
import { query, type RestRow } from '../kernel/index.ts';
import { getResource, listResources } from './actions.ts';

const policy = ['client', 'user', 'operator'] as const;

/** What can be asked about a kind of data: one of it, or a list. */
function operationsOf<Model extends z.ZodObject, Input extends z.ZodType<ListResourcesInput>>(
  kind: ResourceKind,
  model: Model,
  input: Input,
) {
  const { get, list } = rowsOf(kind);
  const many = page(model);
  return {
    get: query({
      policy,
      input: ResourceRef,
      output: model,
      // Safe: `invoke` parses what this gives with the model before anybody sees it.
      run: (ctx, ref) => getResource(ctx, kind, ref) as Promise<z.output<Model>>,
      rest: get,
    }),
    list: query({
      policy,
      input,
      output: many,
      // Safe for the same reason.
      run: (ctx, asked) => listResources(ctx, kind, asked) as Promise<z.output<typeof many>>,
      rest: list,
    }),
  };
}

/** The REST rows of a kind. */
function rowsOf(kind: ResourceKind): { get: RestRow; list: RestRow } {
  const { path, one, nature } = resourceKinds[kind];
  const many = path.replaceAll('-', ' ');
  const single = one.replaceAll('_', ' ');
  const tag = `${many.charAt(0).toUpperCase()}${many.slice(1)}`;
  const article = /^[aeiou]/.test(single) ? 'an' : 'a';
  const dates = 'Newest first by their own dates; `ordering` sorts by creation instead.';
  return {
    get: {
      method: 'GET',
      path: `/v1/${path}/{id}`,
      status: 200,
      tag,
      summary: `Retrieve ${article} ${single}`,
    },
    list: {
      method: 'GET',
      path: `/v1/${path}`,
      status: 200,
      list: true,
      tag,
      summary: `List ${many}`,
      description: `All ${many}, or those of one \`account\` or \`user\`. A user token sees those of its own user.${nature === 'event' ? ` ${dates}` : ''}`,
    },
  };
}

const { profiles, employments, documents, vehicles, payouts, activities } = resourceKinds;
const { reputations, pay_allocations, forms } = resourceKinds;

/** What an account has, by noun: every kind has the same operations. */
export const resourcesOperations = {
  profiles: operationsOf('profiles', profiles.model, ListResourcesInput),
  employments: operationsOf('employments', employments.model, ListResourcesInput),
  documents: operationsOf('documents', documents.model, ListResourcesInput),
  vehicles: operationsOf('vehicles', vehicles.model, ListResourcesInput),
  payouts: operationsOf('payouts', payouts.model, ListEventsInput),
  activities: operationsOf('activities', activities.model, ListEventsInput),
  reputations: operationsOf('reputations', reputations.model, ListResourcesInput),
  payAllocations: operationsOf('pay_allocations', pay_allocations.model, ListResourcesInput),
  forms: operationsOf('forms', forms.model, ListResourcesInput),
};
