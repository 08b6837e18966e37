import type { Activity } from '@intarsia/domain';
import { Amount } from '../ui/amount.tsx';
import { plainDecimal } from '../ui/amounts.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { State } from '../ui/states.tsx';
import { clockThere, elapsed, timeThere } from '../ui/times.ts';
import { EmployerName } from './employer-name.tsx';
import { activityStates } from './states.ts';
import { capital } from './words.ts';

/** One piece of work: when, where, under which circumstances, and what it earned. */
export function ActivityParts({ activity }: { activity: Activity }) {
  const { start_date, timezone, duration, distance, num_tasks } = activity;
  return (
    <>
      <p className="row-panel-lead">
        <State {...activityStates[activity.status]} />
        <span className="muted tabular">{timeThere(start_date, timezone)}</span>
      </p>
      <Facts>
        <Fact name="Work">{capital(activity.type)}</Fact>
        <Fact name="Duration">{duration === null ? 'Not known' : elapsed(duration)}</Fact>
        {distance === null ? null : (
          <Fact name="Distance">
            {plainDecimal(distance)} {activity.distance_unit}
          </Fact>
        )}
        {num_tasks === null ? null : <Fact name="Tasks">{num_tasks}</Fact>}
        <Fact name="For">
          <EmployerName slug={activity.employer} />
        </Fact>
        <Circumstances activity={activity} />
      </Facts>
      <Course activity={activity} />
      <Income activity={activity} />
    </>
  );
}

function Circumstances({ activity: { circumstances } }: { activity: Activity }) {
  const { is_pool, is_rush, is_surge, position } = circumstances;
  const marks = [is_pool && 'Shared', is_rush && 'Rush', is_surge && 'Surge'].filter(Boolean);
  return (
    <>
      {position === null ? null : <Fact name="Position">{position}</Fact>}
      {marks.length > 0 ? (
        <Fact name="Circumstances">
          <span className="pills">
            {marks.map((mark) => (
              <span key={String(mark)} className="pill">
                {mark}
              </span>
            ))}
          </span>
        </Fact>
      ) : null}
    </>
  );
}

const steps = [
  ['request_at', 'Requested'],
  ['accept_at', 'Accepted'],
  ['shift_start', 'Shift began'],
  ['pickup_at', 'Picked up'],
  ['break_start', 'Break began'],
  ['break_end', 'Break ended'],
  ['dropoff_at', 'Dropped off'],
  ['shift_end', 'Shift ended'],
  ['cancel_at', 'Cancelled'],
] as const;

/** What happened one after another, with the places where it is known that it did. */
function Course({ activity }: { activity: Activity }) {
  const { all_datetimes: times, start_location, end_location, timezone } = activity;
  const places: Partial<Record<string, string | null>> = {
    pickup_at: start_location.formatted_address,
    shift_start: start_location.formatted_address,
    dropoff_at: end_location.formatted_address,
    shift_end: end_location.formatted_address,
  };
  const known = steps
    .flatMap(([key, word]) => {
      const at = times[key];
      return at === null ? [] : [{ at, word, place: places[key] }];
    })
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  if (known.length === 0) return null;
  return (
    <section>
      <h3 className="course-title">Course, {zoneOf(timezone)}</h3>
      <ol className="course">
        {known.map(({ at, word, place }) => (
          <li key={word}>
            <time dateTime={at} className="muted">
              {clockThere(at, timezone)}
            </time>
            <span>
              {word}
              {place ? <span className="muted small course-place">{place}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whose clock the times are told by. */
function zoneOf(timezone: string | null): string {
  return timezone === null ? 'UTC' : `${timezone.replaceAll('_', ' ')} time`;
}

const parts = [
  ['pay', 'Pay'],
  ['tips', 'Tips'],
  ['bonus', 'Bonus'],
] as const;

/** What it earned, and how that compares to time and way. */
function Income({ activity: { income, income_rates } }: { activity: Activity }) {
  const { currency } = income;
  const line = (name: string, value: string | null, total = false) =>
    value === null ? null : (
      <tr key={name} className={total ? 'slip-total' : undefined}>
        <th scope="row">{name}</th>
        <td>
          <Amount value={value} currency={currency} />
        </td>
      </tr>
    );
  return (
    <table className="slip">
      <caption>Income</caption>
      <tbody>{parts.map(([key, name]) => line(name, income[key]))}</tbody>
      <tbody>
        {line('Total', income.total, true)}
        {line('Charged to the customer', income.total_charge)}
        {line('Kept by the platform', income.fees)}
        {line('Taxes', income.taxes)}
        {line('Per hour', income_rates.hour)}
        {line('Per mile', income_rates.mile)}
      </tbody>
    </table>
  );
}
