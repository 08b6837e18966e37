import type {
  CallbackMessage,
  CallbackPayloads,
  FrameCallback,
  LinkedAccount,
  UiEvent,
} from '@intarsia/link/protocol';
import type { LinkAccount } from '../shapes.ts';
import {
  accountIn,
  accountOn,
  type Command,
  type Flow,
  itemOn,
  type Screen,
  type Turn,
} from './flow.ts';

/** The screen that comes next, with the UI event that tells of it. */
export function show(flow: Flow, screen: Screen, commands: readonly Command[] = []): Turn {
  const next: Flow = { ...flow, screen, busy: false, trouble: undefined };
  return { flow: next, commands: [...commands, ...openingOf(next)] };
}

/** The screen stays, and a call that it waits for begins; nothing while another one is under way. */
export function call(flow: Flow, command: Command, before: readonly Command[] = []): Turn {
  if (flow.busy) return stay(flow);
  return { flow: { ...flow, busy: true, trouble: undefined }, commands: [...before, command] };
}

/** Nothing changes. */
export function stay(flow: Flow): Turn {
  return { flow, commands: [] };
}

/** Closes Link: at once, or when it is known what has become of the call that is under way. */
export function close(flow: Flow, before: readonly Command[] = []): Turn {
  if (!flow.busy) return end(flow, before);
  return { flow: { ...flow, leaving: true }, commands: [...before, { do: 'linger' }] };
}

/** The end, told as such. */
export function end(flow: Flow, before: readonly Command[] = []): Turn {
  const told = [...before, uiEvent(flow, 'link closed'), { do: 'leave' } as const];
  return { flow: { ...flow, screen: { name: 'closed' }, leaving: false }, commands: told };
}

/** A callback of the page around. */
export function callBack<Name extends FrameCallback>(
  name: Name,
  payload: CallbackPayloads[Name],
): Command {
  // Safe: the payload is that of this name, which the type of a union of messages can't say.
  return { do: 'call_back', message: { type: 'callback', name, payload } as CallbackMessage };
}

type AboutAccount = {
  [Name in FrameCallback]: CallbackPayloads[Name] extends LinkedAccount ? Name : never;
}[FrameCallback];

/** A callback about an account that is known. */
export function aboutAccount(name: AboutAccount, { account, item }: LinkAccount): Command {
  return callBack(name, { accountId: account.id, userId: account.user, linkItemId: item.id });
}

/** A UI event, with what every one of them says. */
export function uiEvent<Name extends UiEvent['name']>(
  flow: Flow,
  name: Name,
  extra: Partial<Extract<UiEvent, { name: Name }>['properties']> = {},
): Command {
  const { options, person, screen, only } = flow;
  const properties = {
    linkItem: itemOn(flow) ?? null,
    accountId: accountOn(screen) ?? null,
    userId: person?.user ?? null,
    deepLink: only !== undefined || options.accountId !== null,
    ...extra,
  };
  // Safe: what an event says besides is given by who sends it.
  return callBack('onUIEvent', { name, properties } as UiEvent);
}

/** What the page around is told of a screen that opens; of most others nothing. */
function openingOf(flow: Flow): Command[] {
  const { screen } = flow;
  switch (screen.name) {
    case 'intro':
      return [uiEvent(flow, 'intro - opened')];
    case 'search':
      return [uiEvent(flow, 'search - opened')];
    case 'mfa':
      return [uiEvent(flow, 'mfa - opened')];
    case 'success':
      return [uiEvent(flow, 'success - opened')];
    case 'login': {
      const errorCode = screen.refused
        ? accountIn(flow, screen.account)?.account.connection.error_code
        : undefined;
      return [uiEvent(flow, 'login - opened', errorCode ? { errorCode } : {})];
    }
    case 'error': {
      const errorType = accountIn(flow, screen.account)?.account.connection.error_code ?? 'generic';
      return [uiEvent(flow, 'error - opened', { errorType })];
    }
    case 'pay_success':
      return [uiEvent(flow, 'pd success - opened')];
    case 'pay_error': {
      const errorType =
        accountIn(flow, screen.account)?.account.pay_distribution.error_code ?? 'generic';
      return [uiEvent(flow, 'error - opened', { errorType })];
    }
    case 'failed': {
      const { error } = screen;
      return [
        callBack('onError', { error }),
        uiEvent(flow, 'error - opened', { errorType: error }),
      ];
    }
    default:
      return [];
  }
}
