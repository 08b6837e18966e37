import { z } from 'zod';
import { WholeSecond } from '../values.ts';
import { Currency, commonFields, Moment, Text } from './common.ts';
import { Amount, Decimal } from './decimals.ts';

/** How far a piece of work has come. */
export const ActivityStatus = z.enum(['scheduled', 'in_progress', 'completed', 'cancelled']);
export type ActivityStatus = z.infer<typeof ActivityStatus>;

/** What was done. */
export const ActivityType = z.enum(['delivery', 'rideshare', 'hourly', 'services']);
export type ActivityType = z.infer<typeof ActivityType>;

/** A place on the map. */
export const Place = z.object({
  lat: Decimal.nullable(),
  lng: Decimal.nullable(),
  formatted_address: Text,
});
export type Place = z.infer<typeof Place>;

/** The moments of an activity, as `time` writes them. */
function momentsAs<Time extends z.ZodType>(time: Time) {
  const maybe = time.nullable();
  return z.object({
    request_at: maybe,
    accept_at: maybe,
    pickup_at: maybe,
    dropoff_at: maybe,
    cancel_at: maybe,
    shift_start: maybe,
    shift_end: maybe,
    break_start: maybe,
    break_end: maybe,
    breaks: z.array(z.object({ break_start: maybe, break_end: maybe })),
  });
}

/** Every moment that the source tells; null for those that it does not or that never came. */
export const ActivityDatetimes = momentsAs(WholeSecond);
export type ActivityDatetimes = z.infer<typeof ActivityDatetimes>;

/** The same moments in Unix seconds. */
export const ActivityTimestamps = momentsAs(z.int());
export type ActivityTimestamps = z.infer<typeof ActivityTimestamps>;

const money = Amount.nullable();

/** What an activity earned: total = pay + tips + bonus = total_charge − fees − taxes. */
export const ActivityIncome = z.object({
  currency: Currency,
  total_charge: money.meta({ description: 'What the customer was charged.' }),
  fees: money.meta({ description: 'What the platform kept.' }),
  total: money.meta({ description: 'What the person earned.' }),
  pay: money,
  tips: money,
  bonus: money,
  taxes: money,
});
export type ActivityIncome = z.infer<typeof ActivityIncome>;

/** One piece of work: the documented activity object. */
export const Activity = z.object({
  ...commonFields,
  link_item: z.string(),
  data_partner: z.string().meta({ deprecated: true, description: 'Always equal to `link_item`.' }),
  status: ActivityStatus,
  type: ActivityType.nullable(),
  earning_type: Text,
  num_tasks: z
    .int()
    .min(1)
    .nullable()
    .meta({ description: '1 for a single task, more for several together, null when unknown.' }),
  start_date: WholeSecond,
  end_date: Moment,
  timezone: Text.meta({ description: 'IANA name.' }),
  duration: z.int().min(0).nullable().meta({ description: 'Seconds.' }),
  distance: Decimal.nullable(),
  distance_unit: Text,
  start_location: Place,
  end_location: Place,
  route: Text.meta({ description: "The route on the provider's map." }),
  all_datetimes: ActivityDatetimes,
  all_timestamps: ActivityTimestamps,
  circumstances: z.object({
    is_pool: z.boolean().nullable(),
    is_rush: z.boolean().nullable(),
    is_surge: z.boolean().nullable(),
    service_type: Text,
    position: Text,
  }),
  income: ActivityIncome,
  income_rates: z.object({ hour: Amount.nullable(), mile: Amount.nullable() }),
  complete_data_available: z
    .boolean()
    .meta({ deprecated: true, description: 'True once no more is known to come.' }),
});
export type Activity = z.infer<typeof Activity>;
