import { z } from 'zod';
import { Id, Timestamp, WholeSecond } from '../values.ts';

/** ISO 4217, `USD`. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, 'must be a currency code')
  .meta({ description: 'ISO 4217 currency code.' });
export type Currency = z.infer<typeof Currency>;

/** Where somebody lives or a company sits. Every key is there; what is not known is null. */
export const Address = z.object({
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postal_code: z.string().nullable(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code')
    .nullable()
    .meta({ description: 'ISO 3166-1 alpha-2 country code.' }),
});
export type Address = z.infer<typeof Address>;

/** Text that a source gives in no fixed form; null when it gives none. */
export const Text = z.string().nullable();

/** A moment that a source gives, at whole seconds; null when it gives none. */
export const Moment = WholeSecond.nullable();

/** What every resource begins with, in this order (reference/resources.md, common fields). */
export const commonFields = {
  id: Id,
  account: Id,
  employer: z.string().nullable().meta({
    description:
      'Id of the link item that the person works for, as link items name it; null when nobody employs.',
  }),
  created_at: Timestamp,
  updated_at: Timestamp,
  metadata: z
    .record(z.string(), z.unknown())
    .meta({ description: 'What the source gives beyond the other fields; empty as a rule.' }),
};
