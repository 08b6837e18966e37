import { z } from 'zod';

/** Money, hours and other figures with two places: `1042.50`; negative when something is taken back. */
export const Amount = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,12})\.\d{2}$/, 'must be a decimal with two places');
export type Amount = z.infer<typeof Amount>;

/** Rates and hours of a single line, with four places: `18.7500`. */
export const Rate = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,10})\.\d{4}$/, 'must be a decimal with four places');
export type Rate = z.infer<typeof Rate>;

/** A decimal of any precision, such as a share between 0 and 1. */
export const Decimal = z
  .string()
  .regex(/^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/, 'must be a decimal');
export type Decimal = z.infer<typeof Decimal>;
