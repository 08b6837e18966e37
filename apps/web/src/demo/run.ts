import type { Link, LinkOptions } from '@intarsia/link';
import { type CallbackName, callbackNames } from '@intarsia/link/protocol';
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
  /** The function that `onTokenExpired` is given. */
  readonly updateToken?: (token: string) => void;
}

/** Opens Link with the options that were filled in, and tells of every callback that is handled. */
export function tryLink(
  intarsia: LinkScript,
  {
    values,
    handled,
    tell,
  }: {
    values: Values;
    handled: ReadonlySet<CallbackName>;
    tell: (call: Call) => void;
  },
): void {
  const callbacks = callbackNames
    .filter((name) => handled.has(name))
    .map((name) => [
      name,
      (given: unknown) =>
        // Safe: it is the function that this callback alone is given.
        name === 'onTokenExpired'
          ? tell({ name, payload: undefined, updateToken: given as (token: string) => void })
          : tell({ name, payload: given }),
    ]);
  intarsia.create({ ...optionsOf(values), ...Object.fromEntries(callbacks) }).open();
}
