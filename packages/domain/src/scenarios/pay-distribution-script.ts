import { z } from 'zod';
import { PayDistributionErrorCode } from '../pay-distribution-errors.ts';
import { Wait } from './spans.ts';

const SwitchScript = z.strictObject({
  reading: Wait.optional().meta({ description: 'How long the switch is `scanning`.' }),
  updating: Wait.optional().meta({ description: 'How long it is `updating`.' }),
  fail: PayDistributionErrorCode.optional().meta({
    description: 'How it fails: before anything is changed, or while it is, as the code has it.',
  }),
});
export type SwitchScript = z.infer<typeof SwitchScript>;

/** What becomes of the deposit switches of an account, once the person has confirmed them. */
export const PayDistributionScript = z.strictObject({
  attempts: z
    .array(SwitchScript)
    .min(1, 'must not be empty')
    .max(50, 'must have at most 50 attempts')
    .meta({
      description: 'The first switch, the second …; the last one counts for all that follow.',
    }),
});
