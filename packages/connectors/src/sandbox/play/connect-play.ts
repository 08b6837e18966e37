import {
  type AskChoice,
  type AskCode,
  type AskPush,
  type Challenge,
  type ChallengeAnswer,
  ConnectionError,
  type ConnectScript,
  type ConnectStep,
  type ConnectStepScript,
  millisecondsOf,
} from '@intarsia/domain';
import { z } from 'zod';

/** How far a scripted login has come. */
export const ConnectPlace = z.object({
  /** The step that comes next. */
  step: z.int().min(0),
  /** Wrong answers to the question of that step, and how often it was asked anew because none came. */
  wrong: z.int().min(0),
  resent: z.int().min(0),
});
export type ConnectPlace = z.infer<typeof ConnectPlace>;

/** What a run of a scripted login is given. */
export interface ConnectRun {
  readonly script: ConnectScript;
  readonly place: ConnectPlace;
  /** What the person did about the last question. */
  readonly answer?: ChallengeAnswer | undefined;
  /** A code that was given before anybody asked for one. */
  readonly code?: string | undefined;
  /** Where to go on, as the caller stores it. */
  resumeAt(place: ConnectPlace): Extract<ConnectStep, { kind: 'wait' }>['resume'];
}

/**
 * Plays the steps of a login from where it stands. Gives true at their end, false when the run has to wait;
 * throws the error in which the login ends.
 */
export function* playConnect(run: ConnectRun): Generator<ConnectStep, boolean, undefined> {
  let { place, answer } = run;
  for (;;) {
    const step = run.script[place.step];
    if (!step) return true;
    if (step.refuse) throw new ConnectionError(step.refuse);
    const next = { step: place.step + 1, wrong: 0, resent: 0 };
    if (step.wait !== undefined) {
      const for_ms = millisecondsOf(step.wait);
      yield { kind: 'wait', for_ms, resume: run.resumeAt(next) };
      return false;
    }
    if (answer && 'resend' in answer) {
      yield { ...questionOf(step), resume: run.resumeAt(place) };
      return false;
    }
    answer ??= givenBefore(step, run.code, place);
    const after = answer && judged(step, answer, place);
    if (answer) yield { kind: 'progress', stage: 'verifying' };
    answer = undefined;
    if (after !== 'passed') {
      yield { ...questionOf(step), resume: run.resumeAt(after ?? place) };
      return false;
    }
    place = next;
  }
}

/** Codes come after the credentials or with them; one that came with them answers the first question. */
function givenBefore(
  { ask_code }: ConnectStepScript,
  code: string | undefined,
  { wrong, resent }: ConnectPlace,
): ChallengeAnswer | undefined {
  return ask_code && code !== undefined && wrong + resent === 0 ? { code } : undefined;
}

function questionOf({ ask_code, ask_choice, ask_push }: ConnectStepScript): Question {
  if (ask_code) {
    const { channel, hint, timeout } = ask_code;
    return question({ kind: 'code', channel, ...(hint !== undefined && { hint }) }, timeout);
  }
  if (ask_choice) {
    return question({ kind: 'choice', options: ask_choice.options }, ask_choice.timeout);
  }
  const { hint, approved_after, denied_after, timeout } = ask_push ?? {};
  const push: Challenge = { kind: 'push', ...(hint !== undefined && { hint }) };
  // What the person does on the phone is known here: then nobody has to wait longer.
  return question(push, approved_after ?? denied_after ?? timeout ?? '5m');
}

type Question = Omit<Extract<ConnectStep, { kind: 'challenge' }>, 'resume'>;

function question(challenge: Challenge, timeout: string): Question {
  return { kind: 'challenge', challenge, timeout_ms: millisecondsOf(timeout) };
}

/** What an answer leads to: past the step, or to the same question once more. Throws how the login ends. */
function judged(
  { ask_code, ask_choice, ask_push }: ConnectStepScript,
  answer: ChallengeAnswer,
  place: ConnectPlace,
): 'passed' | ConnectPlace {
  if (ask_code) return judgedCode(ask_code, answer, place);
  if (ask_choice) return judgedChoice(ask_choice, answer);
  return ask_push ? judgedPush(ask_push) : 'passed';
}

function judgedCode(
  { accept, tries, wrong, resends, late }: AskCode,
  answer: ChallengeAnswer,
  place: ConnectPlace,
): 'passed' | ConnectPlace {
  if ('timed_out' in answer) {
    if (place.resent < resends) return { ...place, resent: place.resent + 1 };
    throw new ConnectionError(late ?? (resends > 0 ? 'mfa_exhausted' : 'mfa_timeout'));
  }
  const right = (typeof accept === 'string' ? [accept] : accept).map(bare);
  if ('code' in answer && right.includes(bare(answer.code))) return 'passed';
  if (place.wrong + 1 < tries) return { ...place, wrong: place.wrong + 1 };
  throw new ConnectionError(wrong ?? (tries > 1 ? 'mfa_attempts_exceeded' : 'invalid_mfa'));
}

/** People copy codes with the spaces and dashes in which they were sent. */
function bare(code: string): string {
  return code.replace(/[\s-]/g, '');
}

function judgedChoice(
  { options, accept, wrong, late }: AskChoice,
  answer: ChallengeAnswer,
): 'passed' {
  if ('timed_out' in answer) throw new ConnectionError(late);
  const right = accept ?? options.map(({ id }) => id);
  if ('choice' in answer && right.includes(answer.choice)) return 'passed';
  throw new ConnectionError(wrong);
}

/** Nobody answers a push here: its time is over when the person has tapped, or never will. */
function judgedPush({ approved_after, denied_after, denied, late }: AskPush): 'passed' {
  if (approved_after !== undefined) return 'passed';
  throw new ConnectionError(denied_after === undefined ? late : denied);
}
