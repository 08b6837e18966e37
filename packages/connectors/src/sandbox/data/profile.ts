import type { ScannedRecord } from '@intarsia/domain';
import type { Frame } from './key.ts';

/** The person as the source knows them, with what old clients read about the newest job. */
export function profileOf(
  { person }: Frame,
  employments: readonly ScannedRecord<'employments'>[],
): ScannedRecord<'profiles'> {
  const { first_name, last_name, birth_date } = person;
  const [newest] = employments;
  const job = newest?.data;
  return {
    kind: 'profiles',
    source_id: 'profile/1',
    employer: newest?.employer ?? null,
    data: {
      metadata: {},
      first_name,
      last_name,
      full_name: `${first_name} ${last_name}`,
      email: person.email,
      phone_number: person.phone_number,
      birth_date: person.hides_birth_year ? `-${birth_date.slice(4)}` : birth_date,
      picture_url: null,
      address: person.address,
      ssn: person.ssn,
      marital_status: person.marital_status,
      gender: person.gender,
      employment_status: job?.status ?? null,
      employment_type: job?.type ?? null,
      job_title: job?.job_title ?? null,
      platform_user_id: job?.platform_ids.platform_user_id ?? null,
      hire_dates: employments.flatMap(({ data }) => data.hire_datetime ?? []),
      terminations: employments.flatMap(({ data }) => data.termination_datetime ?? []),
    },
  };
}
