import {
  type ChallengeAnswer,
  type ConnectAttempt,
  ConnectionError,
  type ConnectorIo,
  type ConnectStep,
} from '@intarsia/domain';
import { z } from 'zod';
import { checkCode, type Outcome, outcomeOf, SandboxCredentials } from './credentials.ts';
import { sessionOf } from './mapping.ts';
import type { Persona } from './personas.ts';
import { loginTime, MFA_TIMEOUT, SLOW_LOGIN, scaled } from './timing.ts';

/** What a run waited for when it ended: all that the next one needs, as the rest is in the credentials. */
const Resume = z.object({ after: z.enum(['start', 'delay', 'challenge', 'verification']) });
type Resume = z.infer<typeof Resume>;

/**
 * A login as the source sees it: it takes its time, judges the password, asks for a code where the link
 * item has one, takes its time again. Each wait ends a run; with `instant` only the code does.
 */
export function* logIn(
  attempt: ConnectAttempt,
  io: ConnectorIo,
): Generator<ConnectStep, void, undefined> {
  const credentials = readCredentials(attempt.credentials);
  const { after } = Resume.parse(attempt.resume ?? { after: 'start' });
  const times = timesOf(credentials, attempt, io);

  if (after === 'start') {
    yield { kind: 'progress', stage: 'logging_in' };
    if (times.delay > 0) return yield waitFor(times.delay, { after: 'delay' });
  }
  const outcome = judge(credentials);
  if (attempt.link_item.item.has_two_fa && after !== 'verification') {
    const answer = attempt.answer ?? answerIn(credentials);
    if (!answer) return yield askForCode(outcome.persona);
    yield { kind: 'progress', stage: 'verifying' };
    checkAnswer(answer, outcome.persona);
    if (times.verification > 0) {
      return yield waitFor(times.verification, { after: 'verification' });
    }
  }
  yield { kind: 'connected', session: sessionOf(attempt.link_item, outcome) };
}

function readCredentials(credentials: unknown): SandboxCredentials {
  const parsed = SandboxCredentials.safeParse(credentials);
  if (!parsed.success) throw new ConnectionError('invalid_credentials', { cause: parsed.error });
  return parsed.data;
}

/** The good outcome; a refused login is thrown. */
function judge(credentials: SandboxCredentials): Outcome {
  const outcome = outcomeOf(credentials);
  if (!outcome) throw new ConnectionError('invalid_credentials');
  if (outcome.refused) throw new ConnectionError(outcome.refused);
  return outcome;
}

/** Where a code is asked for, half of the time passes before it and half after. */
function timesOf(
  credentials: SandboxCredentials,
  { link_item: { item } }: ConnectAttempt,
  { speed }: ConnectorIo,
): { delay: number; verification: number } {
  const outcome = outcomeOf(credentials);
  const total = loginTime(outcome?.persona.id ?? credentials.username, item.id);
  const verification = item.has_two_fa ? Math.floor(total / 2) : 0;
  return {
    delay: outcome?.slow ? SLOW_LOGIN : scaled(total - verification, speed),
    verification: scaled(verification, speed),
  };
}

function waitFor(for_ms: number, resume: Resume): ConnectStep {
  return { kind: 'wait', for_ms, resume };
}

function askForCode(persona: Persona): ConnectStep {
  const resume: Resume = { after: 'challenge' };
  const challenge = { kind: 'code', channel: 'sms', hint: persona.hint } as const;
  return { kind: 'challenge', challenge, timeout_ms: MFA_TIMEOUT, resume };
}

function answerIn({ mfa_code }: SandboxCredentials): ChallengeAnswer | undefined {
  return mfa_code === undefined ? undefined : { code: mfa_code };
}

function checkAnswer(answer: ChallengeAnswer, persona: Persona): void {
  if ('timed_out' in answer) throw new ConnectionError('mfa_timeout');
  // The sandbox offers no choice, so whoever chooses has answered something else.
  if ('choice' in answer) throw new ConnectionError('invalid_mfa');
  checkCode(answer.code, persona);
}
