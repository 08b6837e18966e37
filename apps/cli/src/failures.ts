/** How a command can end, and the exit code that says so to a script. */
export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  not_found: 3,
  auth: 4,
  unreachable: 5,
} as const;

/** An end that is not success. */
export type Outcome = Exclude<keyof typeof exitCodes, 'ok'>;

/** What a command throws when it can not go on: what happened, and what to do about it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly outcome: Outcome;
  /** Lines below the message: wrong fields, what to do next. */
  readonly hints: readonly string[];

  constructor(
    outcome: Outcome,
    message: string,
    { hints = [], cause }: { hints?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.outcome = outcome;
    this.hints = hints;
  }
}

/** The command was not written as it has to be. */
export function usage(message: string, ...hints: string[]): Failure {
  return new Failure('usage', message, { hints });
}
