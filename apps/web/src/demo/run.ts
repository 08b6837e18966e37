import type { Link, LinkOptions } from '@intarsia/link';
import { type CallbackName, callbackNames } from '@intarsia/link/protocol';
import { claimsOf } from './backends.ts';
import { optionsOf, type Values } from './settings.ts';

/** What the script of Link defines. */
export interface LinkScript {
  create(options: LinkOptions): Link;
}

/** A callback that was made. */
export interface Call {
  readonly name: CallbackName;
  /** What it was given; functions are left out. */
  readonly payload: unknown;
  /** What the page did about it, where it did something. */
  readonly done?: string;
}

/** What a page has for Link. */
export interface Trial {
  readonly values: Values;
  /** The callbacks that there are. */
  readonly handled: ReadonlySet<CallbackName>;
  /** Is told of every callback. */
  readonly tell: (call: Call) => void;
  /** Makes a new token of a person; undefined where nobody can. */
  readonly mintToken: ((user: string) => Promise<string>) | undefined;
}

/** Opens Link with the options that were filled in. A token that has ended is replaced as a page would. */
export function tryLink(intarsia: LinkScript, { values, handled, tell, mintToken }: Trial): void {
  let user = claimsOf(values.userToken ?? '').user_id;
  const replace = async (updateToken: (token: string) => void) => {
    const done = await answerOf(updateToken);
    tell({ name: 'onTokenExpired', payload: undefined, done });
  };
  const callbacks = callbackNames
    .filter((name) => handled.has(name))
    .map((name) => [
      name,
      (given: unknown) => {
        // Safe: it is the function that this callback alone is given.
        if (name === 'onTokenExpired') return replace(given as (token: string) => void);
        if (name === 'onUserCreated') user = Object(given).userId;
        return tell({ name, payload: given });
      },
    ]);
  intarsia.create({ ...optionsOf(values), ...Object.fromEntries(callbacks) }).open();

  async function answerOf(updateToken: (token: string) => void): Promise<string> {
    if (!mintToken || user === undefined) {
      return 'Not answered: this page makes tokens for who is signed in, or has given a sandbox key.';
    }
    try {
      updateToken(await mintToken(user));
      return 'Answered with a new token: updateToken(…)';
    } catch (error) {
      return `Not answered: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}
