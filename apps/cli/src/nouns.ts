import type { Command } from './command.ts';

/** What can be asked about each kind of data, in the order in which one would look at them. */
const kinds = {
  profiles: 'Who the person is, as the source knows them',
  employments: 'Jobs: since when, as what, for how much',
  payouts: 'Payments, each laid out as a payslip',
  activities: 'Pieces of work: trips, deliveries, shifts',
  documents: 'Payslips, tax forms, licences, with their files',
  vehicles: 'What the person drives',
  reputations: 'What customers and platforms think of the person',
  'pay-allocations': 'Where pay goes, and how much of it',
  forms: 'What people sent in instead of connecting',
};

/** A kind of data by its noun. */
export type KindName = keyof typeof kinds;

/** A first word of a command line. Its commands are loaded when they are needed: starting stays fast. */
export interface Noun {
  readonly name: string;
  readonly summary: string;
  readonly group:
    | 'Data:'
    | 'Data of accounts:'
    | 'Events:'
    | 'Access:'
    | 'Server:'
    | 'This machine:';
  /** What its second words are about that have verbs of their own, such as `sandbox clock advance`. */
  readonly parts?: Readonly<Record<string, string>>;
  load(): Promise<readonly Command[]>;
}

// Safe: these are the keys of that object, which holds nothing else.
const kindNouns = (Object.keys(kinds) as KindName[]).map(
  (name): Noun => ({
    name,
    summary: kinds[name],
    group: 'Data of accounts:',
    load: async () => (await import('./commands/resources.ts')).resourceCommands[name],
  }),
);

/** Everything that can be asked, by noun. */
export const nouns: readonly Noun[] = [
  {
    name: 'users',
    summary: 'People whose accounts are connected',
    group: 'Data:',
    load: async () => (await import('./commands/users.ts')).usersCommands,
  },
  {
    name: 'accounts',
    summary: 'Connections of a user to a link item',
    group: 'Data:',
    load: async () => (await import('./commands/accounts.ts')).accountsCommands,
  },
  {
    name: 'link-items',
    summary: 'Employers and platforms that can be picked in Link',
    group: 'Data:',
    load: async () => (await import('./commands/link-items.ts')).linkItemsCommands,
  },
  {
    name: 'sandbox',
    summary: 'A simulated world: its logins, clock and scenarios',
    group: 'Data:',
    parts: {
      clock: 'Read and move the clock of your sandbox',
      scenario: 'Script what logins do over time',
      snapshot: 'Copy your world, and bring it back',
    },
    load: async () => [
      ...(await import('./commands/sandbox.ts')).sandboxCommands,
      ...(await import('./commands/clock.ts')).clockCommands,
      ...(await import('./commands/sandbox-settings.ts')).sandboxSettingsCommands,
      ...(await import('./commands/sandbox-control.ts')).sandboxControlCommands,
      ...(await import('./commands/scenarios.ts')).scenarioCommands,
      ...(await import('./commands/snapshots.ts')).snapshotCommands,
    ],
  },
  {
    name: 'pay-distribution',
    summary: 'Switch where pay goes',
    group: 'Data:',
    load: async () => (await import('./commands/pay-distribution.ts')).payDistributionCommands,
  },
  ...kindNouns,
  {
    name: 'webhooks',
    summary: 'Subscriptions to events, and what was delivered to them',
    group: 'Events:',
    parts: { chaos: 'Trouble receivers of your sandbox as a network would' },
    load: async () => [
      ...(await import('./commands/webhooks.ts')).webhooksCommands,
      ...(await import('./commands/webhook-chaos.ts')).webhookChaosCommands,
    ],
  },
  {
    name: 'events',
    summary: 'All that happened, oldest first',
    group: 'Events:',
    load: async () => (await import('./commands/events.ts')).eventsCommands,
  },
  {
    name: 'listen',
    summary: 'Show events as they come, and forward them to your machine',
    group: 'Events:',
    load: async () => (await import('./commands/listen.ts')).listenCommands,
  },
  {
    name: 'trigger',
    summary: 'Make something happen in the sandbox that causes an event',
    group: 'Events:',
    load: async () => (await import('./commands/trigger.ts')).triggerCommands,
  },
  {
    name: 'tokens',
    summary: 'User tokens, which let Link act for one user',
    group: 'Access:',
    load: async () => (await import('./commands/tokens.ts')).tokensCommands,
  },
  {
    name: 'keys',
    summary: 'API keys of your environment',
    group: 'Access:',
    load: async () => (await import('./commands/keys.ts')).keysCommands,
  },
  {
    name: 'link-keys',
    summary: 'Keys that Link starts with, and whose pages may embed it',
    group: 'Access:',
    load: async () => (await import('./commands/link-keys.ts')).linkKeysCommands,
  },
  {
    name: 'link-settings',
    summary: 'How Link looks, what it shows and what it says',
    group: 'Access:',
    load: async () => (await import('./commands/link-settings.ts')).linkSettingsCommands,
  },
  {
    name: 'clients',
    summary: 'Companies that integrate, each with its own users and keys',
    group: 'Access:',
    load: async () => (await import('./commands/clients.ts')).clientsCommands,
  },
  {
    name: 'status',
    summary: 'Say whether the server answers and who you are to it',
    group: 'Server:',
    load: async () => (await import('./commands/status.ts')).statusCommands,
  },
  {
    name: 'login',
    summary: 'Keep a server and its API key as a profile',
    group: 'This machine:',
    load: async () => (await import('./commands/login.ts')).loginCommands,
  },
  {
    name: 'servers',
    summary: 'Servers that you work with, each kept as a profile',
    group: 'This machine:',
    load: async () => (await import('./commands/servers.ts')).serversCommands,
  },
  {
    name: 'completion',
    summary: 'Complete commands with the Tab key',
    group: 'This machine:',
    load: async () => (await import('./commands/completion.ts')).completionCommands(nouns),
  },
];
