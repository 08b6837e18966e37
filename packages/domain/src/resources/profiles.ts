import { z } from 'zod';
import { Address, commonFields, Moment, Text } from './common.ts';

/** A birth date, with dashes for a year that the source hides: `1980-10-10`, `--01-20`. */
export const BirthDate = z
  .string()
  .regex(/^(?:\d{4}|-)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'must be a birth date');
export type BirthDate = z.infer<typeof BirthDate>;

const moved = { deprecated: true, description: 'Moved to employments.' };

/** The person as one source knows them: the documented profile object. One is made per scanned account. */
export const Profile = z.object({
  ...commonFields,
  first_name: Text,
  last_name: Text,
  full_name: Text,
  email: Text,
  phone_number: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number with its country code')
    .nullable()
    .meta({ description: 'E.164.' }),
  birth_date: BirthDate.nullable().meta({
    description: 'Date of birth; a year that the source hides shows as a dash, `--01-20`.',
  }),
  picture_url: Text,
  address: Address.nullable(),
  ssn: Text,
  marital_status: Text,
  gender: Text,
  employment_status: Text.meta(moved),
  employment_type: Text.meta(moved),
  job_title: Text.meta(moved),
  platform_user_id: Text.meta(moved),
  hire_dates: z.array(Moment).meta(moved),
  terminations: z.array(Moment).meta(moved),
});
export type Profile = z.infer<typeof Profile>;
