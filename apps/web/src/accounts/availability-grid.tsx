import type { Availability, EventAvailability, FormAvailability } from '@intarsia/domain';
import { Moment } from '../ui/moment.tsx';
import { count } from '../ui/numbers.ts';
import { Section } from '../ui/page.tsx';
import { State } from '../ui/states.tsx';
import { utcDay } from '../ui/times.ts';
import { syncStates } from './states.ts';

type Kind = keyof Availability;

const kinds: readonly { kind: Kind; name: string }[] = [
  { kind: 'profiles', name: 'Profiles' },
  { kind: 'employments', name: 'Employments' },
  { kind: 'pay_allocations', name: 'Pay allocations' },
  { kind: 'payouts', name: 'Payouts' },
  { kind: 'activities', name: 'Activities' },
  { kind: 'documents', name: 'Documents' },
  { kind: 'vehicles', name: 'Vehicles' },
  { kind: 'reputations', name: 'Reputations' },
  { kind: 'forms', name: 'Forms' },
];

/** What data of the account is there, kind by kind. A kind the client does not use is not shown. */
export function AvailabilityGrid({ availability }: { availability: Availability }) {
  return (
    <Section title="Availability">
      <ul className="availability">
        {kinds
          .filter(({ kind }) => availability[kind] !== undefined)
          .map(({ kind, name }) => (
            <li key={kind}>
              <h3>{name}</h3>
              <KindState kind={kind} value={availability[kind] ?? null} />
            </li>
          ))}
      </ul>
    </Section>
  );
}

function KindState({ kind, value }: { kind: Kind; value: Availability[Kind] | null }) {
  if (!value) return <State tone="idle" word={absences[kind] ?? 'Not scanned yet'} />;
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

/** What null means where it does not mean "not scanned yet". */
const absences: Partial<Record<Kind, string>> = { forms: 'No forms' };

function Extent({ value }: { value: EventAvailability }) {
  const { available_count, available_from, available_to } = value;
  return (
    <p className="availability-extent">
      <span className="availability-count">{count(available_count)}</span>
      {available_from && available_to ? (
        <span className="muted small">
          {utcDay(available_from)} to {utcDay(available_to)}
        </span>
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
