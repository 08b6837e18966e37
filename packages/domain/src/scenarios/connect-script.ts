import { z } from 'zod';
import { ConnectionErrorCode } from '../connection-errors.ts';
import { compareSpans, Wait } from './spans.ts';
import { oneOf, oneOfSchema } from './verbs.ts';

/** Every code with which a login can be refused: all but those that only a session gives. */
export const RefusalCode = ConnectionErrorCode.exclude(['auth_required', 'full_auth_required']);

const QUOTES = 'must be a text; write digits in quotes, as in "8081"';
const Text = z
  .string(QUOTES)
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters');
const Code = Text.max(64, 'must have at most 64 characters');
const hint = Text.optional().meta({ description: 'Where it went or was shown, masked.' });
const timeout = Wait.default('5m').meta({ description: 'How long the person has.' });

const AskCode = z
  .strictObject({
    channel: z.enum(['sms', 'email', 'app']).default('sms'),
    hint,
    accept: z
      .union([Code, z.array(Code).min(1, 'must not be empty')], QUOTES)
      .default('8081')
      .meta({ description: 'The code that is right, or several.' }),
    tries: z
      .int()
      .min(1, 'must be at least 1')
      .max(10, 'must be at most 10')
      .default(1)
      .meta({ description: 'How many codes may be entered; after a wrong one it asks again.' }),
    wrong: RefusalCode.optional().meta({
      description:
        'How the login ends after the last wrong code: `invalid_mfa`, or `mfa_attempts_exceeded` where there were several tries.',
    }),
    timeout,
    resends: z
      .int()
      .min(0, 'must be at least 0')
      .max(10, 'must be at most 10')
      .default(0)
      .meta({ description: 'How often another code is sent when none was entered in time.' }),
    late: RefusalCode.optional().meta({
      description:
        'How the login ends when no code comes: `mfa_timeout`, or `mfa_exhausted` after resends.',
    }),
  })
  .meta({ description: 'Asks for a verification code.' });
export type AskCode = z.infer<typeof AskCode>;

const AskChoice = z
  .strictObject({
    options: z
      .array(z.strictObject({ id: Text, label: Text }))
      .min(1, 'must have at least one option')
      .max(20, 'must have at most 20 options'),
    accept: z
      .array(Text)
      .min(1, 'must not be empty')
      .optional()
      .meta({ description: 'Ids of the options with which the login goes on; all when not said.' }),
    wrong: RefusalCode.default('unsupported_mfa_method').meta({
      description: 'How the login ends after any other choice.',
    }),
    timeout,
    late: RefusalCode.default('mfa_timeout').meta({
      description: 'How the login ends when nothing is chosen in time.',
    }),
  })
  .superRefine(({ options, accept = [] }, ctx) => {
    const ids = options.map(({ id }) => id);
    for (const [place, id] of ids.entries()) {
      if (ids.indexOf(id) === place) continue;
      const path = ['options', place, 'id'];
      ctx.addIssue({ code: 'custom', path, message: 'is the id of an option before it' });
    }
    for (const [place, id] of accept.entries()) {
      if (ids.includes(id)) continue;
      const message = `is no option; those are ${ids.join(', ')}`;
      ctx.addIssue({ code: 'custom', path: ['accept', place], message });
    }
  })
  .meta({ description: 'Asks which of several ways to take, such as where to send a code.' });
export type AskChoice = z.infer<typeof AskChoice>;

const AskPush = z
  .strictObject({
    hint,
    approved_after: Wait.optional().meta({ description: 'The person approves so much later.' }),
    denied_after: Wait.optional().meta({ description: 'The person denies so much later.' }),
    denied: RefusalCode.default('mfa_cancelled_by_the_user').meta({
      description: 'How the login ends when it was denied.',
    }),
    timeout,
    late: RefusalCode.default('mfa_timeout').meta({
      description: 'How the login ends when the person does nothing in time.',
    }),
  })
  .superRefine(({ approved_after, denied_after, timeout: limit }, ctx) => {
    if (approved_after !== undefined && denied_after !== undefined) {
      const message = 'must not stand beside approved_after: the person does one of the two';
      ctx.addIssue({ code: 'custom', path: ['denied_after'], message });
    }
    for (const [name, span] of Object.entries({ approved_after, denied_after })) {
      if (span === undefined || compareSpans(span, limit) < 0) continue;
      const message = `never happens: the login waits ${limit}`;
      ctx.addIssue({ code: 'custom', path: [name], message });
    }
  })
  .meta({
    description: 'Asks for a tap on the phone, which the person does by themselves or not.',
  });
export type AskPush = z.infer<typeof AskPush>;

const verbs = ['wait', 'ask_code', 'ask_choice', 'ask_push', 'refuse'];

const ConnectStepScript = z
  .strictObject({
    wait: Wait.optional().meta({ description: 'The source takes its time, at every speed.' }),
    ask_code: AskCode.optional(),
    ask_choice: AskChoice.optional(),
    ask_push: AskPush.optional(),
    refuse: RefusalCode.optional().meta({ description: 'Ends the login in this error.' }),
  })
  .superRefine(oneOf(verbs))
  .meta(oneOfSchema(verbs));
export type ConnectStepScript = z.infer<typeof ConnectStepScript>;

/** What a login does, step by step; without a refusal it is accepted at its end. */
export const ConnectScript = z
  .array(ConnectStepScript)
  .max(50, 'must have at most 50 steps')
  .superRefine((steps, ctx) => {
    const end = steps.findIndex(({ refuse }) => refuse !== undefined);
    if (end < 0 || end === steps.length - 1) return;
    const message = 'never happens: the step before it refuses the login';
    ctx.addIssue({ code: 'custom', path: [end + 1], message });
  });
export type ConnectScript = z.infer<typeof ConnectScript>;
