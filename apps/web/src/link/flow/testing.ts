import { type Account, type Challenge, plainLook } from '@intarsia/domain';
import type { CallbackMessage, FrameOptions } from '@intarsia/link/protocol';
import { plainOptions } from '../embed/hosted.ts';
import type { LinkAccount, LinkItemCard, Opened } from '../shapes.ts';
import { type Command, type Flow, type Message, newFlow, type Screen } from './flow.ts';
import { step } from './step.ts';

const NOW = '2026-03-04T10:00:00.000000Z';

/** What the server says to a page that opens. */
export const opened: Opened = {
  environment: 'sandbox',
  client_name: 'Lumen Credit',
  settings: plainLook,
  allowed_origins: ['http://localhost:*'],
  items: 80,
  only_item: null,
  pay_distribution: null,
  now: NOW,
};

/** A link item that is logged in to. */
export const weftgo: LinkItemCard = {
  id: 'weftgo',
  name: 'Weftgo',
  type: 'delivery',
  kind: 'gig',
  logo_url: '',
  status: 'healthy',
  status_details: null,
  known_limitations: null,
  has_two_fa: true,
  is_disabled: false,
  takes_forms: false,
  switches_pay: true,
};

/** Where papers are sent. */
export const formItem: LinkItemCard = { ...weftgo, id: 'form_link_item', takes_forms: true };

/** An account as Link knows it, in the state that is wanted. */
export function linkAccount(
  changes: {
    id?: string;
    connection?: Partial<Account['connection']>;
    pay?: Partial<Account['pay_distribution']>;
    challenge?: Challenge;
    can_reconnect?: boolean;
    item?: LinkItemCard;
  } = {},
): LinkAccount {
  const { id = 'account-1', item = weftgo } = changes;
  const connection = {
    status: 'connecting' as const,
    error_code: null,
    error_message: null,
    updated_at: NOW,
    ...changes.connection,
  };
  const account: Account = {
    id,
    user: 'user-1',
    employers: [],
    link_item: item.id,
    data_partner: item.id,
    source: 'argyle_sandbox',
    created_at: NOW,
    updated_at: NOW,
    was_connected: connection.status === 'connected',
    status: connection.status,
    error_code: connection.error_code,
    connection,
    pay_distribution: {
      status: 'idle',
      error_code: null,
      error: null,
      error_message: null,
      updated_at: NOW,
      ...changes.pay,
    },
    availability: {
      profiles: null,
      employments: null,
      reputations: null,
      documents: null,
      vehicles: null,
      pay_allocations: null,
      payouts: null,
      activities: null,
      forms: null,
    },
  };
  return {
    account,
    item,
    challenge: changes.challenge ?? null,
    challenge_ends_at: changes.challenge ? '2026-03-04T10:05:00.000000Z' : null,
    can_reconnect: changes.can_reconnect ?? false,
    now: NOW,
  };
}

/** A flow that can be led: what it has come to, and what the page around was told, in order. */
export function lead(options: Partial<FrameOptions> = {}) {
  let flow: Flow = newFlow({ ...plainOptions, ...options });
  const commands: Command[] = [];
  return {
    send(...messages: readonly Message[]): void {
      for (const message of messages) {
        const turn = step(flow, message);
        flow = turn.flow;
        commands.push(...turn.commands);
      }
    },
    flow: () => flow,
    screen: (): Screen['name'] => flow.screen.name,
    /** Callbacks in their order; UI events by their name. */
    told: () => commands.flatMap((one) => (one.do === 'call_back' ? [nameOf(one.message)] : [])),
    callbacks: () => commands.flatMap((one) => (one.do === 'call_back' ? [one.message] : [])),
    /** Everything else that was to be done. */
    asked: () => commands.filter((one) => one.do !== 'call_back'),
  };
}

function nameOf(message: CallbackMessage): string {
  return message.name === 'onUIEvent' ? message.payload.name : message.name;
}
