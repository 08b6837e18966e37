import type { Profile } from '@intarsia/domain';
import { masked } from '../figures.ts';
import { record } from '../record.ts';
import type { Column } from '../table.ts';
import { joined, said, words } from '../words.ts';

export const profileColumns: readonly Column<Profile>[] = [
  { title: 'Id', of: ({ id }) => id },
  { title: 'Name', of: ({ full_name }) => said(full_name), cut: true },
  { title: 'Born', of: ({ birth_date }) => said(birth_date), optional: true },
  { title: 'Email', of: ({ email }) => said(email), cut: true, least: 24 },
  { title: 'Phone', of: ({ phone_number }) => said(phone_number), optional: true },
  { title: 'City', of: ({ address }) => said(address?.city ?? null), cut: true, optional: true },
  { title: 'Employer', of: ({ employer }) => said(employer), optional: true },
];

export const profileView = record<Profile>((profile) => [
  ['Name', said(profile.full_name)],
  ['Born', said(profile.birth_date)],
  ['National id', masked(profile.ssn)],
  ['Gender', words(profile.gender)],
  ['Marital status', words(profile.marital_status)],
  ['Email', said(profile.email)],
  ['Phone', said(profile.phone_number)],
  ['Address', addressOf(profile.address)],
  ...(profile.picture_url === null ? [] : [['Picture', said(profile.picture_url)] as const]),
]);

/** An address over the lines that it has on an envelope. */
function addressOf(address: Profile['address']): string {
  if (address === null) return '–';
  const { line1, line2, city, state, postal_code, country } = address;
  const place = joined([city, joined([state, postal_code], ' ')]);
  return [line1, line2, place, country]
    .filter((line) => line !== null && line !== '')
    .map(said)
    .join('\n');
}
