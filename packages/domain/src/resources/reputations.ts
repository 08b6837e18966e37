import { z } from 'zod';
import { commonFields, Text } from './common.ts';
import { Decimal } from './decimals.ts';

/** What a platform and its customers think of the person: the documented reputation object. */
export const Reputation = z.object({
  ...commonFields,
  rating: Decimal.nullable().meta({ description: 'From 0 to 5.' }),
  acceptance_rate: Decimal.nullable().meta({ description: 'As a rule from 0 to 1.' }),
  ontime_rate: Decimal.nullable().meta({ description: 'As a rule from 0 to 1.' }),
  achievements: z.array(
    z.object({
      count: z.int().nullable(),
      label: Text,
      badge_url: Text,
      description: Text,
      points: z.int().nullable(),
    }),
  ),
});
export type Reputation = z.infer<typeof Reputation>;
