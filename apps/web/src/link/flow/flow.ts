import type { ChallengeAnswer, Form, FormTemplate, Id } from '@intarsia/domain';
import type { CallbackMessage, FrameOptions, ToldError } from '@intarsia/link/protocol';
import type { LinkAccount, LinkItemCard, LoginField, Opened } from '../shapes.ts';

/** What the person sees. One task each. */
export type Screen =
  | { readonly name: 'loading' }
  /** The token has ended before anything could be shown, and the page around is asked for a new one. */
  | { readonly name: 'waiting' }
  | { readonly name: 'intro' }
  | { readonly name: 'search'; readonly term: string; readonly tab: string }
  | { readonly name: 'unlisted'; readonly term: string }
  | {
      readonly name: 'login';
      readonly item: LinkItemCard;
      /** The account that is logged in again; undefined for a new one. */
      readonly account?: Id | undefined;
      /** The login before this one was refused: its error is shown above the fields. */
      readonly refused?: boolean | undefined;
    }
  | {
      readonly name: 'mfa';
      readonly account: Id;
      /** A new code is on its way: until it is asked for, the old question stays. */
      readonly resending?: boolean | undefined;
      /** A code was given before, and was not accepted. */
      readonly again?: boolean | undefined;
      /** A code is on its way to the source. */
      readonly coded?: boolean | undefined;
    }
  | {
      readonly name: 'progress';
      readonly account: Id;
      /** A code was given: if one is asked for again, it was a wrong one. */
      readonly coded?: boolean | undefined;
    }
  | { readonly name: 'success'; readonly account: Id }
  | { readonly name: 'error'; readonly account: Id }
  | {
      readonly name: 'form';
      readonly form: Form;
      readonly template: FormTemplate;
      /** What to write into the first answer. */
      readonly suggestion?: string | undefined;
    }
  | { readonly name: 'sent'; readonly account: Id }
  | { readonly name: 'manager' }
  | { readonly name: 'revoke'; readonly account: Id }
  | { readonly name: 'pay_review'; readonly account: Id }
  | { readonly name: 'pay_progress'; readonly account: Id }
  | { readonly name: 'pay_success'; readonly account: Id }
  | { readonly name: 'pay_error'; readonly account: Id }
  | { readonly name: 'failed'; readonly error: ToldError }
  | { readonly name: 'closed' };

/** Why the server did not do what was asked. */
export interface Trouble {
  /** `unreachable`: no answer came. `refused`: what was sent is wrong. `busy`, `broken`: the server's own fault. */
  readonly reason: 'unreachable' | 'refused' | 'busy' | 'broken';
  readonly code?: string | undefined;
  /** Names of fields that are wrong. */
  readonly fields?: readonly string[] | undefined;
}

/** Who is connected for: made by the client, or by Link just before the first attempt. */
export interface Person {
  readonly user: Id;
  readonly token: string;
}

/** What was typed on a login screen: passes through, and is kept nowhere. */
type Credentials = Readonly<Record<LoginField['name'], string>>;

/** All that Link knows. It is changed by `step` alone. */
export interface Flow {
  readonly options: FrameOptions;
  readonly opened: Opened | undefined;
  readonly person: Person | undefined;
  readonly accounts: readonly LinkAccount[];
  readonly screen: Screen;
  /** A call that the screen waits for is under way. */
  readonly busy: boolean;
  /** What became of the last call of this screen, where it failed. */
  readonly trouble: Trouble | undefined;
  /** The only link item there is to pick. */
  readonly only: LinkItemCard | undefined;
  /** How the last login of each account ended, as it was told: an outcome is told once. */
  readonly settled: Readonly<Record<Id, 'connected' | 'error'>>;
  /** The token has ended, and the page around is asked for a new one. */
  readonly renewing: boolean;
  /** The person has left, and the page around is still to hear what becomes of the call under way. */
  readonly leaving: boolean;
}

/** What happens: the person did something, or the server answered. */
export type Message =
  /** The server has said who asks, and how Link looks; of the person nothing is known yet. */
  | { readonly kind: 'introduced'; readonly opened: Opened }
  | {
      readonly kind: 'opened';
      readonly opened: Opened;
      readonly accounts: readonly LinkAccount[];
      readonly person?: Person | undefined;
      /** The only link item there is to pick. */
      readonly only?: LinkItemCard | undefined;
      /** The screen that a reload left. */
      readonly left?: Screen | undefined;
    }
  | { readonly kind: 'failed'; readonly error: ToldError }
  | { readonly kind: 'troubled'; readonly trouble: Trouble }
  | { readonly kind: 'renewing' }
  | { readonly kind: 'renewed'; readonly token: string }
  | { readonly kind: 'continued' }
  | { readonly kind: 'left_intro' }
  | { readonly kind: 'searched'; readonly term: string; readonly tab: string }
  | { readonly kind: 'picked'; readonly item: LinkItemCard }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'user_made'; readonly person: Person }
  | { readonly kind: 'submitted'; readonly credentials: Credentials }
  | { readonly kind: 'taken'; readonly account: LinkAccount; readonly is_new: boolean }
  /** All accounts as they are: something about them has changed. */
  | { readonly kind: 'listed'; readonly accounts: readonly LinkAccount[] }
  | { readonly kind: 'answered'; readonly answer: ChallengeAnswer }
  | { readonly kind: 'asked_again' }
  /** A login goes on: what an answer, a new code or a reconnection has led to. */
  | { readonly kind: 'went_on'; readonly account: LinkAccount }
  | { readonly kind: 'reconnected'; readonly account: Id }
  | { readonly kind: 'login_needed'; readonly account: Id }
  | { readonly kind: 'managed' }
  | { readonly kind: 'added' }
  | { readonly kind: 'opened_account'; readonly account: Id }
  | { readonly kind: 'revoke_asked'; readonly account: Id }
  | { readonly kind: 'revoke_confirmed' }
  | { readonly kind: 'revoked'; readonly account: LinkAccount }
  | { readonly kind: 'form_wanted'; readonly of: FormOrigin }
  | {
      readonly kind: 'form_begun';
      readonly form: Form;
      readonly template: FormTemplate;
      readonly account: LinkAccount;
    }
  | { readonly kind: 'form_submitted' }
  | { readonly kind: 'form_sent'; readonly account: LinkAccount }
  | { readonly kind: 'pay_wanted'; readonly account: Id }
  | { readonly kind: 'pay_confirmed'; readonly encrypted_config: string }
  /** The source can not do what is asked for, which nobody has to confirm. */
  | { readonly kind: 'pay_misfits'; readonly encrypted_config: string }
  | { readonly kind: 'pay_switched'; readonly account: LinkAccount }
  | { readonly kind: 'back' }
  /** The way back of the person's device: out, where there is no other. */
  | { readonly kind: 'back_or_out' }
  | { readonly kind: 'closed' }
  /** Of what was under way when Link was closed nothing more comes, or not in time. */
  | { readonly kind: 'left' };

/** What follows from each kind of message. */
export type Steps = {
  readonly [Kind in Message['kind']]: (
    flow: Flow,
    message: Extract<Message, { kind: Kind }>,
  ) => Turn;
};

/** What has to be done about it. Whoever performs these reports back with messages. */
export type Command =
  | { readonly do: 'call_back'; readonly message: CallbackMessage }
  | { readonly do: 'connect'; readonly item: string; readonly credentials: Credentials }
  | { readonly do: 'answer'; readonly account: Id; readonly answer: ChallengeAnswer }
  | { readonly do: 'resend'; readonly account: Id }
  | { readonly do: 'reconnect'; readonly account: Id }
  | { readonly do: 'revoke'; readonly account: LinkAccount }
  | { readonly do: 'begin_form'; readonly of: FormOrigin }
  | { readonly do: 'submit_form'; readonly form: Id }
  | ({ readonly do: 'switch_pay' } & PaySwitch)
  /** The person has left: waits for the answer of the call under way, but not for ever. */
  | { readonly do: 'linger' }
  | { readonly do: 'leave' };

/** A deposit switch of an account. */
export interface PaySwitch {
  readonly account: Id;
  readonly encrypted_config: string;
  /** Whether the person has confirmed it. */
  readonly confirmed: boolean;
}

/** What a form is begun for: an account whose login failed, or a link item that takes forms. */
export type FormOrigin =
  | { readonly account: Id }
  | { readonly link_item: string; readonly template?: Id | undefined };

/** What `step` makes of a message. */
export interface Turn {
  readonly flow: Flow;
  readonly commands: readonly Command[];
}

/** The search as it is first shown. */
export const freshSearch: Screen = { name: 'search', term: '', tab: 'all' };

/** Link before anything is known. */
export function newFlow(options: FrameOptions): Flow {
  return {
    options,
    opened: undefined,
    person: undefined,
    accounts: [],
    screen: { name: 'loading' },
    busy: false,
    trouble: undefined,
    only: undefined,
    settled: {},
    renewing: false,
    leaving: false,
  };
}

/** Whether the person has left: nothing is begun any more. */
export function hasLeft({ leaving, screen }: Flow): boolean {
  return leaving || screen.name === 'closed';
}

/** An account by its id. */
export function accountIn({ accounts }: Flow, id: Id | undefined): LinkAccount | undefined {
  return accounts.find(({ account }) => account.id === id);
}

/** The id of the account that a screen is about. */
export function accountOn(screen: Screen): Id | undefined {
  if (screen.name === 'form') return screen.form.account;
  return 'account' in screen ? screen.account : undefined;
}

/** The slug of the link item that a screen is about. */
export function itemOn(flow: Flow): string | undefined {
  const { screen } = flow;
  if (screen.name === 'login') return screen.item.id;
  return accountIn(flow, accountOn(screen))?.item.id;
}
