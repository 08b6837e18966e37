import type { Account, Availability, EventAvailability, FormAvailability } from '@intarsia/domain';
import { Link } from '@tanstack/react-router';
import { accountsSearch } from '../app/search.ts';
import { type Kind, kinds } from '../resources/kinds.ts';
import { useEnvironment } from '../shell/environment.tsx';
import { Moment } from '../ui/moment.tsx';
import { count } from '../ui/numbers.ts';
import { Section } from '../ui/page.tsx';
import { State } from '../ui/states.tsx';
import { span } from '../ui/times.ts';
import { syncStates } from './states.ts';

/** What data of the account is there, kind by kind. A kind the client does not use is not shown. */
export function AvailabilityGrid({ account }: { account: Account }) {
  const { id: environment } = useEnvironment();
  const { id, availability } = account;
  return (
    <Section title="Availability">
      <ul className="availability">
        {kinds
          .filter(({ kind }) => availability[kind] !== undefined)
          .map(({ kind, path, title }) => (
            <li key={kind}>
              <h3>
                <Link
                  to="/$environment/accounts/$id/$kind"
                  params={{ environment, id, kind: path }}
                  search={accountsSearch}
                  className="cell-link"
                >
                  {title}
                </Link>
              </h3>
              <KindState kind={kind} availability={availability} />
            </li>
          ))}
      </ul>
    </Section>
  );
}

function KindState({ kind, availability }: { kind: Kind['kind']; availability: Availability }) {
  const value = availability[kind];
  if (!value) return <State tone="idle" word={absence(kind, availability)} />;
  return (
    <>
      <State {...syncStates[value.status]} />
      {'available_from' in value ? <Extent value={value} /> : null}
      {'files_count' in value ? <FormCounts value={value} /> : null}
      <p className="muted small">
        <Moment at={value.updated_at} />
      </p>
    </>
  );
}

/** What it means that a kind has no availability. */
function absence(kind: Kind['kind'], { profiles }: Availability): string {
  if (kind === 'forms') return 'No forms';
  return profiles && kind === 'pay_allocations' ? 'Not supported' : 'Not scanned yet';
}

function Extent({ value }: { value: EventAvailability }) {
  const { available_count, available_from, available_to } = value;
  return (
    <p className="availability-extent">
      <span className="availability-count">{count(available_count)}</span>
      {available_from && available_to ? (
        <span className="muted small">{span(available_from, available_to)}</span>
      ) : null}
    </p>
  );
}

function FormCounts({ value }: { value: FormAvailability }) {
  return (
    <p className="muted small">
      {count(value.available_count)} submitted, {count(value.files_count)} files
      {value.in_progress_count > 0 ? `, ${count(value.in_progress_count)} in work` : ''}
    </p>
  );
}
