import type { Intarsia } from '@intarsia/client';
import { ListEventsInput, type Page, ResourceRef } from '@intarsia/domain';
import type { z } from 'zod';
import { arg, type Command, command, flag, option } from '../command.ts';
import type { View } from '../io.ts';
import { type ListAsked, listOptions, orderedListOptions, printPages } from '../lists.ts';
import type { KindName } from '../nouns.ts';
import { activityColumns, activityView } from '../views/resources/activities.ts';
import { documentColumns, documentView } from '../views/resources/documents.ts';
import { employmentColumns, employmentView } from '../views/resources/employments.ts';
import { formColumns, formView } from '../views/resources/forms.ts';
import { payAllocationColumns, payAllocationView } from '../views/resources/pay-allocations.ts';
import { payoutColumns, payoutView } from '../views/resources/payouts.ts';
import { profileColumns, profileView } from '../views/resources/profiles.ts';
import { reputationColumns, reputationView } from '../views/resources/reputations.ts';
import { vehicleColumns, vehicleView } from '../views/resources/vehicles.ts';
import type { Column } from '../views/table.ts';
import { openDocument } from './documents.ts';

type Asked = Partial<z.input<typeof ListEventsInput>>;

/** How a kind of data is asked for and shown. */
interface Kind<T> {
  readonly one: string;
  readonly many: string;
  readonly columns: readonly Column<T>[];
  readonly view: View<T>;
  /** It happened at a time, by which it is listed and filtered. */
  readonly isEvent?: true;
  calls(api: Intarsia): {
    readonly list: { query(asked: Asked): Promise<Page<T>> };
    readonly get: { query(of: ResourceRef): Promise<T> };
  };
}

const { account, user, from_start_date, to_start_date } = ListEventsInput.shape;
const ofWhom = {
  account: option('<id>', 'Only those of one account', account),
  user: option('<id>', 'Only those of one user', user),
};
const between = {
  from: option('<date>', 'From this date or time on, such as 2030-01-31', from_start_date),
  to: option('<date>', 'Up to this date or time, which is included', to_start_date),
};
const factOptions = { ...ofWhom, ...orderedListOptions };
const eventOptions = {
  ...ofWhom,
  ...between,
  ...listOptions,
  oldest_first: flag('In the order in which they were first seen, instead of newest first'),
};

function commandsOf<T>(noun: KindName, kind: Kind<T>): readonly Command[] {
  const { one, many, isEvent } = kind;
  return [
    command({
      name: `${noun} list`,
      summary: isEvent ? `List ${many}, newest first by their own dates` : `List ${many}`,
      // Safe: what only events take is not there for facts, and may be absent for events too.
      options: isEvent ? eventOptions : (factOptions as typeof eventOptions),
      examples: [
        `${noun} list --account 018051aa-f7a9-7000-8000-000000000002`,
        ...(isEvent ? [`${noun} list --from 2030-01-01 --to 2030-01-31 --all --json`] : []),
      ],
      run: (call, asked) =>
        printPages(call, asked, {
          noun: one,
          nouns: many,
          columns: kind.columns,
          page: (page) => kind.calls(call.api).list.query({ ...page, ...filterOf(asked) }),
        }),
    }),
    command({
      name: `${noun} get`,
      summary: `Show ${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`,
      args: { id: arg(`Id of the ${one}`, ResourceRef.shape.id) },
      run: async ({ api, print }, input) =>
        print(await kind.calls(api).get.query(input), kind.view),
    }),
  ];
}

/** What was said about whose data, and of which time. */
function filterOf({
  account,
  user,
  from,
  to,
}: ListAsked & Partial<Record<'account' | 'user' | 'from' | 'to', string | undefined>>): Asked {
  return {
    ...(account === undefined ? {} : { account }),
    ...(user === undefined ? {} : { user }),
    ...(from === undefined ? {} : { from_start_date: from }),
    ...(to === undefined ? {} : { to_start_date: to }),
  };
}

/** The commands of every kind of data, by noun. */
export const resourceCommands: Readonly<Record<KindName, readonly Command[]>> = {
  profiles: commandsOf('profiles', {
    one: 'profile',
    many: 'profiles',
    columns: profileColumns,
    view: profileView,
    calls: (api) => api.profiles,
  }),
  employments: commandsOf('employments', {
    one: 'employment',
    many: 'employments',
    columns: employmentColumns,
    view: employmentView,
    calls: (api) => api.employments,
  }),
  documents: [
    ...commandsOf('documents', {
      one: 'document',
      many: 'documents',
      columns: documentColumns,
      view: documentView,
      calls: (api) => api.documents,
    }),
    openDocument,
  ],
  vehicles: commandsOf('vehicles', {
    one: 'vehicle',
    many: 'vehicles',
    columns: vehicleColumns,
    view: vehicleView,
    calls: (api) => api.vehicles,
  }),
  payouts: commandsOf('payouts', {
    one: 'payout',
    many: 'payouts',
    columns: payoutColumns,
    view: payoutView,
    isEvent: true,
    calls: (api) => api.payouts,
  }),
  activities: commandsOf('activities', {
    one: 'activity',
    many: 'activities',
    columns: activityColumns,
    view: activityView,
    isEvent: true,
    calls: (api) => api.activities,
  }),
  reputations: commandsOf('reputations', {
    one: 'reputation',
    many: 'reputations',
    columns: reputationColumns,
    view: reputationView,
    calls: (api) => api.reputations,
  }),
  'pay-allocations': commandsOf('pay-allocations', {
    one: 'pay allocation',
    many: 'pay allocations',
    columns: payAllocationColumns,
    view: payAllocationView,
    calls: (api) => api.payAllocations,
  }),
  forms: commandsOf('forms', {
    one: 'form',
    many: 'forms',
    columns: formColumns,
    view: formView,
    calls: (api) => api.forms,
  }),
};
