import {
  type ChallengeAnswer,
  type ConnectAttempt,
  ConnectionError,
  type ConnectorIo,
  type ConnectScript,
  type ConnectStep,
  type Json,
  Scenario,
  type Timestamp,
} from '@intarsia/domain';
import { z } from 'zod';
import { checkCode, type Outcome, outcomeOf, SandboxCredentials } from './credentials.ts';
import { keptSession, SandboxSession, sessionOf } from './mapping.ts';
import { findPersona, type Persona } from './personas.ts';
import { ConnectPlace, type ConnectRun, playConnect } from './play/connect-play.ts';
import { assertConnected, playOf } from './play/play.ts';
import { loginTime, MFA_TIMEOUT, SLOW_LOGIN, scaled } from './timing.ts';

/** What a run waited for when it ended: all that the next one needs, as the rest is in the credentials. */
const Resume = z.object({
  after: z.enum(['start', 'delay', 'challenge', 'verification', 'step']),
  /** The scenario that the login belongs to, as it was when the login began. */
  scenario: Scenario.optional(),
  /** Where the script of the scenario stands, after a step of it. */
  place: ConnectPlace.optional(),
});
type Resume = z.infer<typeof Resume>;

/** A login in one of its runs. */
interface Run {
  readonly attempt: ConnectAttempt;
  readonly credentials: SandboxCredentials;
  readonly resume: Resume;
}

/**
 * A login as the source sees it: it takes its time, judges the password, asks for a code where the link
 * item has one, takes its time again; or it does what its scenario says. Each wait ends a run; with
 * `instant` only questions and the waits of a scenario do.
 */
export function* logIn(
  attempt: ConnectAttempt,
  io: ConnectorIo,
): Generator<ConnectStep, void, undefined> {
  const credentials = readCredentials(attempt.credentials);
  const begun = Resume.parse(attempt.resume ?? { after: 'start' });
  const scenario = attempt.resume === undefined ? attempt.scenario : begun.scenario;
  const { play: before, switches } = SandboxSession.safeParse(attempt.session).data ?? {};
  const run: Run = { attempt, credentials, resume: { ...begun, scenario } };
  if (begun.after === 'start') yield { kind: 'progress', stage: 'logging_in' };
  // An outage refuses whoever logs in again meanwhile; a lost session does not.
  if (scenario && before) assertConnected({ ...before, login_at: io.clock.now() }, io);

  const script = scenario && (attempt.ordinal > 1 ? scenario.reconnect : undefined);
  const steps = script ?? scenario?.connect;
  const isThrough = steps
    ? yield* playConnect(scriptedRun(run, steps))
    : yield* usualLogin(run, io);
  if (!isThrough) return;
  const play = scenario && playOf(scenario, before, io.clock.now());
  const outcome = judge(credentials, scenario);
  yield { kind: 'connected', session: sessionOf(attempt.link_item, outcome, { play, switches }) };
}

function scriptedRun({ attempt, credentials, resume }: Run, script: ConnectScript): ConnectRun {
  return {
    script,
    place: resume.place ?? { step: 0, wrong: 0, resent: 0 },
    answer: attempt.answer,
    code: credentials.mfa_code,
    resumeAt: (place) => stored({ after: 'step', scenario: resume.scenario, place }),
  };
}

/** The login that everybody has; false when it has to wait. */
function* usualLogin(run: Run, io: ConnectorIo): Generator<ConnectStep, boolean, undefined> {
  const { attempt, credentials, resume } = run;
  const { scenario, after } = resume;
  const times = timesOf(run, io);
  const wait = (for_ms: number, ended: Resume['after']): ConnectStep => ({
    kind: 'wait',
    for_ms,
    resume: stored({ after: ended, scenario }),
  });

  if (after === 'start' && times.delay > 0) {
    yield wait(times.delay, 'delay');
    return false;
  }
  const outcome = judge(credentials, scenario);
  if (!attempt.link_item.item.has_two_fa || after === 'verification') return true;
  const answer = attempt.answer ?? answerIn(credentials);
  if (!answer || 'resend' in answer) {
    yield askForCode(outcome.persona, stored({ after: 'challenge', scenario }));
    return false;
  }
  yield { kind: 'progress', stage: 'verifying' };
  checkAnswer(answer, outcome.persona);
  if (times.verification === 0) return true;
  yield wait(times.verification, 'verification');
  return false;
}

/** As it is written down: without members that are not there. */
function stored({ scenario, ...resume }: Resume): Json {
  const whole = { ...resume, ...(scenario && { scenario }) };
  // Safe: made of what the schemas of scenarios read from JSON; the type of optional members hides that.
  return whole as Json;
}

/**
 * The session of a login whose password is not looked at: the one that is there, which nothing that has taken it
 * takes again. Who is not known has the data of a person of their own.
 */
export function admit(
  {
    link_item,
    credentials,
    scenario,
    session,
  }: Pick<ConnectAttempt, 'link_item' | 'credentials' | 'scenario' | 'session'>,
  now: Timestamp,
): Json {
  const known = SandboxSession.safeParse(session).data;
  if (known) return revived(known, now);
  const { username } = readCredentials(credentials);
  const own = { id: username.trim().toLowerCase(), mfa_code: '', hint: '' };
  const persona = scenario ? personaIn(scenario) : (findPersona(username) ?? own);
  const play = scenario && playOf(scenario, undefined, now);
  return sessionOf(link_item, { persona }, { play, switches: undefined });
}

/** What has happened in its scenario is over, as after a new login. */
function revived({ lost: _, play, ...rest }: SandboxSession, now: Timestamp): Json {
  return keptSession({ ...rest, ...(play && { play: { ...play, login_at: now } }) });
}

function readCredentials(credentials: unknown): SandboxCredentials {
  const parsed = SandboxCredentials.safeParse(credentials);
  if (!parsed.success) throw new ConnectionError('invalid_credentials', { cause: parsed.error });
  return parsed.data;
}

/** The good outcome; a refused login is thrown. The login of a scenario has the right password. */
function judge(credentials: SandboxCredentials, scenario: Scenario | undefined): Outcome {
  if (scenario) return { persona: personaIn(scenario) };
  const outcome = outcomeOf(credentials);
  if (!outcome) throw new ConnectionError('invalid_credentials');
  if (outcome.refused) throw new ConnectionError(outcome.refused);
  return outcome;
}

/** Whose data the login shows: a persona's, or that of a person of its own. */
function personaIn({ name, persona }: Scenario): Persona {
  const own = { id: name, mfa_code: '8081', hint: '(***) ***-0010' };
  return findPersona(persona ?? name) ?? own;
}

/** Where a code is asked for, half of the time passes before it and half after. */
function timesOf(
  { credentials, attempt: { link_item }, resume: { scenario } }: Run,
  { speed }: ConnectorIo,
): { delay: number; verification: number } {
  const { item } = link_item;
  const outcome = scenario ? { persona: personaIn(scenario) } : outcomeOf(credentials);
  const total = loginTime(outcome?.persona.id ?? credentials.username, item.id);
  const verification = item.has_two_fa ? Math.floor(total / 2) : 0;
  const isSlow = outcome && 'slow' in outcome && outcome.slow;
  return {
    delay: isSlow ? SLOW_LOGIN : scaled(total - verification, speed),
    verification: scaled(verification, speed),
  };
}

function askForCode({ hint }: Persona, resume: Json): ConnectStep {
  const challenge = { kind: 'code', channel: 'sms', hint } as const;
  return { kind: 'challenge', challenge, timeout_ms: MFA_TIMEOUT, resume };
}

function answerIn({ mfa_code }: SandboxCredentials): ChallengeAnswer | undefined {
  return mfa_code === undefined ? undefined : { code: mfa_code };
}

function checkAnswer(answer: Exclude<ChallengeAnswer, { resend: true }>, persona: Persona): void {
  if ('timed_out' in answer) throw new ConnectionError('mfa_timeout');
  // The sandbox offers no choice, so whoever chooses has answered something else.
  if ('choice' in answer) throw new ConnectionError('invalid_mfa');
  checkCode(answer.code, persona);
}
