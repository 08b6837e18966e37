import { z } from 'zod';

/** A positive decimal as people write it: at most nine digits before the point and four after it. */
const form = /^(?:0|[1-9]\d{0,8})(?:\.\d{1,4})?$/;

/** How much of the pay: text, so that no digit is lost on the way. */
export const ShareValue = z
  .string()
  .regex(form, 'must be a decimal such as "25" or "120.50"')
  .refine((text) => !form.test(text) || tenThousandthsIn(text) > 0, 'must be more than 0');

/** A decimal of this form in ten-thousandths, exactly. */
export function tenThousandthsIn(text: string): number {
  const [whole = '0', fraction = ''] = text.split('.');
  return Number(`${whole}${fraction.padEnd(4, '0')}`);
}

/** Whether a value is a whole number of steps, both decimals. */
export function isInSteps(value: string, step: string): boolean {
  return tenThousandthsIn(value) % tenThousandthsIn(step) === 0;
}
