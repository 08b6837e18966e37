import type { Activity } from '@intarsia/domain';
import type { Detail } from '../details.ts';
import { money, short } from '../figures.ts';
import { record } from '../record.ts';
import { state, stateColumn } from '../states.ts';
import type { Column } from '../table.ts';
import { duration, moment } from '../text.ts';
import { joined, said, words } from '../words.ts';

export const activityColumns: readonly Column<Activity>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Start (UTC)', of: ({ start_date }) => moment(start_date).slice(0, 16) },
  { title: 'Took', of: tookOf, align: 'right', optional: true },
  { title: 'Type', of: ({ type }) => words(type), optional: true },
  { title: 'Earned', of: ({ income }) => money(income.total, income.currency), align: 'right' },
  { title: 'Tips', of: ({ income }) => money(income.tips, null), align: 'right', optional: true },
  stateColumn,
  { title: 'Distance', of: distanceOf, align: 'right', optional: true },
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

export const activityView = record<Activity>((activity, paint) => [
  ['Status', state(activity.status, paint)],
  ['Type', joined([words(activity.type), activity.circumstances.service_type])],
  ['Start', `${moment(activity.start_date)} UTC`],
  ['End', activity.end_date === null ? '–' : `${moment(activity.end_date)} UTC`],
  ['Time zone', said(activity.timezone)],
  ['Took', tookOf(activity)],
  ['Tasks', activity.num_tasks === null ? '–' : String(activity.num_tasks)],
  ['Distance', distanceOf(activity)],
  ['From', said(activity.start_location.formatted_address)],
  ['To', said(activity.end_location.formatted_address)],
  ['Marks', marksOf(activity)],
  ...incomeOf(activity),
]);

const parts = [
  ['Pay', 'pay'],
  ['Tips', 'tips'],
  ['Bonus', 'bonus'],
  ['Earned', 'total'],
  ['Customer paid', 'total_charge'],
  ['Fees', 'fees'],
  ['Taxes', 'taxes'],
] as const;

/** What it earned, with the figures one below the other. */
function incomeOf({ income, income_rates: rates }: Activity): Detail[] {
  const known = parts.flatMap(([label, name]) => {
    const amount = income[name];
    return amount === null ? [] : [[label, money(amount, income.currency)] as const];
  });
  const width = Math.max(0, ...known.map(([, text]) => text.length));
  const perHour = rates.hour === null ? [] : [`${money(rates.hour, income.currency)} an hour`];
  const perMile = rates.mile === null ? [] : [`${money(rates.mile, income.currency)} a mile`];
  return [
    ...known.map(([label, text]): Detail => [label, text.padStart(width)]),
    ['Rates', joined([...perHour, ...perMile])],
  ];
}

function tookOf({ duration: seconds }: Activity): string {
  return seconds === null ? '–' : duration(seconds);
}

function distanceOf({ distance, distance_unit }: Activity): string {
  return distance === null ? '–' : joined([short(distance), distance_unit], ' ');
}

function marksOf({ circumstances: { is_pool, is_rush, is_surge } }: Activity): string {
  return joined([is_pool ? 'pool' : null, is_rush ? 'rush' : null, is_surge ? 'surge' : null]);
}
