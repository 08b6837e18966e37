import { z } from 'zod';
import { ConnectionErrorCode } from '../connection-errors.ts';
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

const verbs = ['disconnect', 'outage'];

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
  })
  .superRefine(oneOf(verbs))
  .meta(oneOfSchema(verbs));
export type LaterStepScript = z.infer<typeof LaterStepScript>;

/** What happens after the login, each at its time and once. */
export const LaterScript = z.array(LaterStepScript).max(100, 'must have at most 100 steps');
export type LaterScript = z.infer<typeof LaterScript>;
