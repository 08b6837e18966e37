import type { Activity } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { Amount } from '../ui/amount.tsx';
import { plainDecimal } from '../ui/amounts.ts';
import { Nothing } from '../ui/nothing.tsx';
import { State } from '../ui/states.tsx';
import type { Column } from '../ui/table.tsx';
import { elapsed, timeThere } from '../ui/times.ts';
import { ActivityParts } from './activity-parts.tsx';
import { useAsked } from './asked.ts';
import { kindAt } from './kinds.ts';
import { RowLink } from './row-link.tsx';
import { Rows } from './rows.tsx';
import { activityStates } from './states.ts';
import { capital } from './words.ts';

const kind = kindAt('activities');

/** Pieces of work: trips, deliveries, shifts; newest first. */
export function Activities() {
  const api = useApi();
  const { events, one, pace, kept } = useAsked();
  return (
    <Rows
      kind={kind}
      noun={['activity', 'activities']}
      dated
      columns={columns}
      list={useQuery(api.activities.list.queryOptions(events, kept))}
      open={useQuery(api.activities.get.queryOptions(one, pace))}
      panel={(activity) => ({
        title: capital(activity.circumstances.service_type ?? activity.type),
        content: <ActivityParts activity={activity} />,
      })}
    />
  );
}

type Money = 'pay' | 'tips' | 'total';

function earned(name: string, key: Money, gives?: 'first'): Column<Activity> {
  return {
    name,
    align: 'right',
    gives,
    cell: ({ income }) => <Amount value={income[key]} currency={income.currency} />,
  };
}

const columns: readonly Column<Activity>[] = [
  {
    name: 'Start',
    cell: ({ id, start_date, timezone }) => (
      <RowLink kind="activities" id={id}>
        <span className="tabular">{timeThere(start_date, timezone)}</span>
      </RowLink>
    ),
  },
  {
    name: 'Duration',
    align: 'right',
    gives: 'first',
    cell: ({ duration }) => (duration === null ? <Nothing /> : elapsed(duration)),
  },
  { name: 'Work', gives: 'second', cell: ({ type }) => capital(type) },
  {
    name: 'From and to',
    gives: 'first',
    grow: true,
    cell: (activity) => <Way activity={activity} />,
  },
  {
    name: 'Distance',
    align: 'right',
    gives: 'first',
    cell: ({ distance, distance_unit }) =>
      distance === null ? <Nothing /> : `${plainDecimal(distance)} ${short(distance_unit)}`,
  },
  earned('Pay', 'pay', 'first'),
  earned('Tips', 'tips', 'first'),
  earned('Total', 'total'),
  { name: 'Status', cell: ({ status }) => <State {...activityStates[status]} /> },
];

/** From where to where, without what both places share with every other. */
function Way({ activity: { start_location: from, end_location: to } }: { activity: Activity }) {
  const [first, last] = [from, to].map(({ formatted_address }) => formatted_address?.split(',')[0]);
  if (!first && !last) return <Nothing />;
  if (!first || !last || first === last) return first ?? last;
  return (
    <>
      {first} <span aria-hidden="true">→</span>
      <span className="sr-only">to</span> {last}
    </>
  );
}

function short(unit: string | null): string {
  return unit === 'miles' ? 'mi' : (unit ?? '');
}
