import { z } from 'zod';
import { ConnectionErrorCode, connectionErrors } from '../connection-errors.ts';
import { Wait } from './spans.ts';
import { oneOf, oneOfSchema } from './verbs.ts';

/** The places of a scan before which something may happen, in their order. */
export const scanPlaces = ['profile', 'documents', 'events', 'end'] as const;
export type ScanPlaceName = (typeof scanPlaces)[number];

const places = ['before', 'after_records'];
const verbs = ['wait', 'fail'];

const ScanStepScript = z
  .strictObject({
    before: z.enum(scanPlaces).optional().meta({
      description:
        'Before the profile and employments, the documents and other facts, the payouts and activities, or the end.',
    }),
    after_records: z
      .int()
      .min(1, 'must be at least 1')
      .max(1_000_000, 'must be at most 1000000')
      .optional()
      .meta({ description: 'Once so many payouts and activities have come.' }),
    wait: Wait.optional().meta({ description: 'The scan stands still, at every speed.' }),
    fail: ConnectionErrorCode.optional().meta({
      description: 'The scan fails, and the connection with it.',
    }),
    recovers_after: Wait.optional().meta({
      description: 'After an outage: when the source is back, and the scan begins anew.',
    }),
  })
  .superRefine(oneOf(places))
  .superRefine(oneOf(verbs))
  .superRefine(({ fail, recovers_after }, ctx) => {
    if (recovers_after === undefined) return;
    if (fail !== undefined && connectionErrors[fail].outage) return;
    const message =
      fail === undefined
        ? 'belongs to a step that fails'
        : `is for outages; after ${fail} only the person can connect again`;
    ctx.addIssue({ code: 'custom', path: ['recovers_after'], message });
  })
  .meta({ allOf: [oneOfSchema(places), oneOfSchema(verbs)] });
export type ScanStepScript = z.infer<typeof ScanStepScript>;

/** What the first scan does at its places, in their order; elsewhere it goes as usual. */
export const ScanScript = z
  .array(ScanStepScript)
  .max(50, 'must have at most 50 steps')
  .superRefine((steps, ctx) => {
    for (const [place, step] of steps.entries()) {
      const earlier = steps[place - 1];
      if (!earlier) continue;
      const message = earlier.fail !== undefined ? NEVER : orderFault(earlier, step);
      if (message !== undefined) ctx.addIssue({ code: 'custom', path: [place], message });
    }
  });
export type ScanScript = z.infer<typeof ScanScript>;

const NEVER = 'never happens: the scan fails at the step before it';

function orderFault(earlier: ScanStepScript, step: ScanStepScript): string | undefined {
  const [a, b] = [rankOf(earlier), rankOf(step)];
  if (a < b || (a === b && step.before !== undefined)) return undefined;
  if (a === b && (earlier.after_records ?? 0) <= (step.after_records ?? 0)) return undefined;
  return 'must come before the step above it: steps stand in the order of the scan';
}

/** Records come between the beginning of events and the end. */
function rankOf({ before }: ScanStepScript): number {
  return before === undefined ? 2.5 : scanPlaces.indexOf(before);
}
