import type { Reputation } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { percent, plainDecimal } from '../ui/amounts.ts';
import { Nothing } from '../ui/nothing.tsx';
import { count } from '../ui/numbers.ts';
import { useAsked } from './asked.ts';
import { kindAt } from './kinds.ts';
import { Single } from './single.tsx';

const kind = kindAt('reputations');

/** What a platform and its customers think of the person. */
export function Reputations() {
  const api = useApi();
  const { many, kept } = useAsked();
  const list = useQuery(api.reputations.list.queryOptions(many, kept));
  return <Single kind={kind} list={list} show={(found) => <Standing reputation={found} />} />;
}

function Standing({ reputation }: { reputation: Reputation }) {
  const { rating, acceptance_rate, ontime_rate, achievements } = reputation;
  return (
    <>
      <dl className="figures panel">
        <Figure name="Rating" note="of 5">
          {rating && plainDecimal(rating)}
        </Figure>
        <Figure name="Accepted">{acceptance_rate && percent(acceptance_rate)}</Figure>
        <Figure name="On time">{ontime_rate && percent(ontime_rate)}</Figure>
      </dl>
      {achievements.length > 0 ? <Achievements all={achievements} /> : null}
    </>
  );
}

function Figure(props: { name: string; note?: string; children: string | null }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>
        {props.children ?? <Nothing />}
        {props.children && props.note ? <span className="muted"> {props.note}</span> : null}
      </dd>
    </div>
  );
}

function Achievements({ all }: { all: Reputation['achievements'] }) {
  return (
    <section className="section" aria-label="Achievements">
      <h2>Achievements</h2>
      <ul className="achievements">
        {all.map(({ label, description, count: times, points }) => (
          <li key={`${label} ${description}`}>
            <span>{label}</span>
            {times === null ? null : <span className="tabular">{count(times)} ×</span>}
            <span className="muted small">
              {[description, points === null ? null : `${count(points)} points`]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
