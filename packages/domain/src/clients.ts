import { z } from 'zod';
import { EnvironmentClock, wallClock } from './clocks.ts';
import { ListInput } from './lists.ts';
import { noOptions, SandboxOptions } from './sandbox-options.ts';
import { TokenAlgorithm } from './tokens/algorithms.ts';
import { Id, IdInput, Name, Timestamp } from './values.ts';

/** Thirty days, as in every token of the founding documents. */
export const DEFAULT_TOKEN_LIFETIME = 2_592_000;

/** Seconds, from one minute to ten years. */
const Lifetime = z
  .int('must be a whole number of seconds')
  .min(60, 'must be at least 60 seconds')
  .max(315_360_000, 'must be at most ten years');

const settings = {
  /** The `iss` of user tokens. */
  issuer: Name,
  access_token_lifetime: Lifetime,
  refresh_token_lifetime: Lifetime,
  token_algorithm: TokenAlgorithm,
  /** Off: accounts have no `availability.pay_allocations`. */
  pay_distribution: z.boolean(),
  /** For how long events and deliveries that are over are kept: by the clock of their environment, and by the wall. */
  events_kept_days: z
    .int('must be a whole number of days')
    .min(1, 'must be at least 1')
    .max(3650, 'must be at most 3,650'),
};

/** What one client has chosen for itself. */
export const ClientSettings = z.object({
  issuer: settings.issuer.default('intarsia'),
  access_token_lifetime: settings.access_token_lifetime.default(DEFAULT_TOKEN_LIFETIME),
  refresh_token_lifetime: settings.refresh_token_lifetime.default(DEFAULT_TOKEN_LIFETIME),
  token_algorithm: settings.token_algorithm.default('HS256'),
  pay_distribution: settings.pay_distribution.default(true),
  events_kept_days: settings.events_kept_days.default(30),
});
export type ClientSettings = z.infer<typeof ClientSettings>;

/** The settings that a call changes; absent ones stay as they are. */
export const ClientSettingsInput = z.strictObject(settings).partial();
export type ClientSettingsInput = z.infer<typeof ClientSettingsInput>;

/** The company that integrates. */
export const Client = z.object({
  id: Id,
  name: Name,
  created_at: Timestamp,
  settings: ClientSettings,
});
export type Client = z.infer<typeof Client>;

/** Names one client. */
export const ClientRef = z.object({ id: IdInput });
export type ClientRef = z.infer<typeof ClientRef>;

/** A new client: a name, and settings that differ from the defaults. */
export const CreateClientInput = z.object({ name: Name, settings: ClientSettingsInput.optional() });
export type CreateClientInput = z.infer<typeof CreateClientInput>;

/** Changes of a client's settings. */
export const UpdateClientInput = z.object({ id: IdInput, settings: ClientSettingsInput });
export type UpdateClientInput = z.infer<typeof UpdateClientInput>;

/** A list of clients, newest first. */
export const ListClientsInput = ListInput;
export type ListClientsInput = z.infer<typeof ListClientsInput>;

/** Practice or earnest. */
export const EnvironmentKind = z.enum(['sandbox', 'live']);
export type EnvironmentKind = z.infer<typeof EnvironmentKind>;

/** How long the work of simulated sources takes. */
export const Speed = z.enum(['instant', 'fast', 'real']);
export type Speed = z.infer<typeof Speed>;

/** What callers see of an environment: a world of rows of one client; no row is visible from another one. */
export const EnvironmentInfo = z.object({
  id: Id,
  client_id: Id,
  kind: EnvironmentKind,
  created_at: Timestamp,
  speed: Speed.default('fast'),
  /** What sandbox data is a function of. */
  seed: z.string(),
});
export type EnvironmentInfo = z.infer<typeof EnvironmentInfo>;

/** An environment with the clock that it lives by, and how it is set. */
export const Environment = EnvironmentInfo.extend({
  clock: EnvironmentClock,
  options: SandboxOptions,
  /** Goes up when the world becomes another one: it is brought back or emptied, or its clock goes back. */
  epoch: z.int().min(0),
});
export type Environment = z.infer<typeof Environment>;

/** A new client with the settings it brings and defaults for the rest. */
export function newClient(input: CreateClientInput, at: { id: string; now: Timestamp }): Client {
  return {
    id: at.id,
    name: input.name,
    created_at: at.now,
    settings: ClientSettings.parse(input.settings ?? {}),
  };
}

/** The client with some settings changed. */
export function updateClient(client: Client, input: ClientSettingsInput): Client {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return {
    ...client,
    settings: ClientSettings.parse({ ...client.settings, ...Object.fromEntries(given) }),
  };
}

/** A new environment of a client, at the speed that is usual, with the wall's clock. */
export function newEnvironment(
  of: { client_id: string; kind: EnvironmentKind; seed: string },
  at: { id: string; now: Timestamp },
): Environment {
  return {
    id: at.id,
    client_id: of.client_id,
    kind: of.kind,
    created_at: at.now,
    speed: 'fast',
    seed: of.seed,
    clock: wallClock,
    options: noOptions,
    epoch: 0,
  };
}
