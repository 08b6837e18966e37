import type { Profile } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../app/api.tsx';
import { maskedSsn } from '../ui/amounts.ts';
import { Fact, Facts } from '../ui/facts.tsx';
import { Nothing } from '../ui/nothing.tsx';
import { useAsked } from './asked.ts';
import { kindAt } from './kinds.ts';
import { Single } from './single.tsx';
import { capital } from './words.ts';

const kind = kindAt('profiles');

/** The person as the source knows them. */
export function Profiles() {
  const api = useApi();
  const { many, kept } = useAsked();
  const list = useQuery(api.profiles.list.queryOptions(many, kept));
  return <Single kind={kind} list={list} show={(profile) => <ProfileCard profile={profile} />} />;
}

function ProfileCard({ profile }: { profile: Profile }) {
  const { ssn } = profile;
  return (
    <div className="panel profile">
      <h2>{profile.full_name ?? 'No name'}</h2>
      <Facts>
        <Fact name="E-mail">{profile.email ?? <Nothing />}</Fact>
        <Fact name="Phone">
          {profile.phone_number === null ? (
            <Nothing />
          ) : (
            <span className="tabular">{profile.phone_number}</span>
          )}
        </Fact>
        <Fact name="Born">
          {profile.birth_date === null ? <Nothing /> : born(profile.birth_date)}
        </Fact>
        <Fact name="Social security number">
          {ssn === null ? <Nothing /> : <span className="tabular">{maskedSsn(ssn)}</span>}
        </Fact>
        <Fact name="Gender">{profile.gender === null ? <Nothing /> : capital(profile.gender)}</Fact>
        <Fact name="Marital status">
          {profile.marital_status === null ? <Nothing /> : capital(profile.marital_status)}
        </Fact>
        <Fact name="Address">
          <AddressLines address={profile.address} />
        </Fact>
      </Facts>
    </div>
  );
}

function AddressLines({ address }: Pick<Profile, 'address'>) {
  if (!address) return <Nothing />;
  const { line1, line2, city, state, postal_code, country } = address;
  const region = [state, postal_code].filter(Boolean).join(' ');
  const lines = [line1, line2, [city, region].filter(Boolean).join(', '), country];
  return (
    <span className="lines">
      {lines.filter(Boolean).map((line) => (
        <span key={line}>{line}</span>
      ))}
    </span>
  );
}

/** A birth date; a year that the source hides is left out. */
function born(date: string): string {
  const hidden = date.startsWith('-');
  const day = new Date(`${hidden ? '2000' : date.slice(0, 4)}${date.slice(-6)}T00:00:00Z`);
  return new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(hidden ? {} : { year: 'numeric' }),
  }).format(day);
}
