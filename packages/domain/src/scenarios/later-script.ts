import { z } from 'zod';
import { ConnectionErrorCode } from '../connection-errors.ts';
import { isWellFormed, Slug } from '../values.ts';
import { Span, Wait } from './spans.ts';
import { oneOf, oneOfSchema } from './verbs.ts';

/** The codes of outages, which a source gets over by itself. */
export const OutageCode = ConnectionErrorCode.extract([
  'account_inaccessible',
  'connection_unavailable',
  'platform_unavailable',
  'platform_temporarily_unavailable',
  'service_unavailable',
  'auth_method_temporarily_unavailable',
  'system_error',
]);

const QUOTED = 'must be an amount in quotes, as in "2.50"';
const PERCENT = 'must be a percentage such as 4.5%';

const Newest = z
  .int()
  .min(1, 'must be at least 1')
  .max(1000, 'must be at most 1000')
  .optional()
  .meta({ description: 'So many of the newest that were there a day before.' });

const Events = z
  .strictObject({ payouts: Newest, activities: Newest })
  .superRefine(({ payouts, activities }, ctx) => {
    if (payouts !== undefined || activities !== undefined) return;
    ctx.addIssue({ code: 'custom', message: 'must say how many payouts or activities' });
  });

const AddedDocument = z.strictObject({
  type: z.enum(['drivers_license', 'other']),
  description: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(200, 'must have at most 200 characters')
    .refine(isWellFormed, 'must not contain control characters or lone surrogates'),
});

const verbs = [
  'disconnect',
  'outage',
  'vanish',
  'cancel',
  'tip',
  'raise',
  'new_employer',
  'add_document',
  'redirect_pay',
  'new_plate',
  'drop_vehicle',
];

const LaterStepScript = z
  .strictObject({
    after: Span.meta({ description: 'How long after the login first connected.' }),
    disconnect: ConnectionErrorCode.optional().meta({
      description: 'The session is gone; only the person can connect again.',
    }),
    outage: z
      .strictObject({ code: OutageCode, lasts: Wait })
      .optional()
      .meta({ description: 'The source is away for a while, and comes back by itself.' }),
    vanish: Events.optional().meta({
      description: 'Payouts or activities are gone, as if they had never been.',
    }),
    cancel: Events.optional().meta({ description: 'Payouts or activities are cancelled.' }),
    tip: z
      .strictObject({
        activities: Newest.unwrap(),
        amount: z.string(QUOTED).regex(/^(?!0+\.00$)\d{1,5}\.\d{2}$/, QUOTED),
      })
      .optional()
      .meta({ description: 'Activities get a tip afterwards. Payouts stay as they are.' }),
    raise: z
      .string(PERCENT)
      .regex(/^(?!0+(?:\.0)?%$)\d{1,3}(?:\.\d)?%$/, PERCENT)
      .optional()
      .meta({ description: 'Employees earn so much more from then on.' }),
    new_employer: Slug.optional().meta({
      description:
        'Employees leave their main job and begin at another employer: the id of a link item.',
    }),
    redirect_pay: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(100, 'must have at most 100 characters')
      .refine(isWellFormed, 'must not contain control characters or lone surrogates')
      .optional()
      .meta({ description: 'The person lets all pay go to a new account at this bank.' }),
    add_document: AddedDocument.optional().meta({ description: 'A document appears.' }),
    new_plate: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(20, 'must have at most 20 characters')
      .refine(isWellFormed, 'must not contain control characters or lone surrogates')
      .optional()
      .meta({ description: 'The newest vehicle gets this plate, and so does its registration.' }),
    drop_vehicle: z
      .literal(true, 'must be true')
      .optional()
      .meta({ description: 'The newest vehicle is gone, with its papers.' }),
  })
  .superRefine(oneOf(verbs))
  .meta(oneOfSchema(verbs));
export type LaterStepScript = z.infer<typeof LaterStepScript>;

/** What happens after the login, each at its time and once. */
export const LaterScript = z.array(LaterStepScript).max(100, 'must have at most 100 steps');
export type LaterScript = z.infer<typeof LaterScript>;
