import { z } from 'zod';
import { commonFields, Moment, Text } from './common.ts';
import { Amount } from './decimals.ts';

/** Whether the person works there now. */
export const EmploymentStatus = z.enum(['active', 'inactive', 'terminated', 'retired']);
export type EmploymentStatus = z.infer<typeof EmploymentStatus>;

/** What kind of work it is. */
export const EmploymentType = z.enum([
  'full-time',
  'part-time',
  'contractor',
  'seasonal',
  'temporary',
  'other',
]);
export type EmploymentType = z.infer<typeof EmploymentType>;

/** What base pay is for: an hour, a pay period, a year. */
export const PayPeriod = z.enum([
  'hourly',
  'weekly',
  'biweekly',
  'semimonthly',
  'monthly',
  'annual',
  'salary',
]);
export type PayPeriod = z.infer<typeof PayPeriod>;

/** One job of the person: the documented employment object. */
export const Employment = z.object({
  ...commonFields,
  status: EmploymentStatus.nullable(),
  type: EmploymentType.nullable(),
  job_title: Text,
  hire_datetime: Moment,
  termination_datetime: Moment,
  termination_reason: Text,
  base_pay: z.object({
    amount: Amount.nullable().meta({ description: 'A decimal, as clients read it.' }),
    period: PayPeriod.nullable(),
    currency: Text.meta({ description: 'ISO 4217 currency code.' }),
  }),
  pay_cycle: PayPeriod.nullable().meta({ description: 'How often the person is paid.' }),
  platform_ids: z.object({
    employee_id: Text,
    position_id: Text,
    platform_user_id: Text,
  }),
  platform_user_id: Text.meta({
    deprecated: true,
    description: 'Always equal to `platform_ids.platform_user_id`.',
  }),
});
export type Employment = z.infer<typeof Employment>;
