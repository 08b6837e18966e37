import {
  Client,
  ClientRef,
  CreateClientInput,
  CreatedApiKey,
  EnvironmentInfo,
  LinkKey,
  ListClientsInput,
  Name,
  PublicJwk,
  page,
  Timestamp,
  TokenAlgorithm,
  UpdateClientInput,
} from '@intarsia/domain';
import { z } from 'zod';
import { instanceMutation, instanceQuery } from '../kernel/index.ts';
import { createClient, getClient, listClients, rotateSigningKey, updateClient } from './actions.ts';
import { listEnvironments } from './environments.ts';

function byKind<T extends z.ZodType>(schema: T) {
  return z.object({ sandbox: schema, live: schema });
}

/** A new client with what its first integration needs. The key's secret is shown this once. */
export const CreatedClient = Client.extend({
  environments: byKind(EnvironmentInfo),
  link_keys: byKind(LinkKey),
  /** A key of the sandbox. Live keys are made when somebody asks for one. */
  api_key: CreatedApiKey,
});
export type CreatedClient = z.infer<typeof CreatedClient>;

/** A signing key as everybody may see it; `public_jwk` is null for HS256. */
export const SigningKeyInfo = z.object({
  kid: z.string(),
  algorithm: TokenAlgorithm,
  created_at: Timestamp,
  public_jwk: PublicJwk.nullable(),
});
export type SigningKeyInfo = z.infer<typeof SigningKeyInfo>;

/** An environment with the name of its client, as a person picks it. */
export const ListedEnvironment = EnvironmentInfo.extend({ client_name: Name });
export type ListedEnvironment = z.infer<typeof ListedEnvironment>;

export const clientsOperations = {
  list: instanceQuery({
    policy: ['operator'],
    input: ListClientsInput,
    output: page(Client),
    run: listClients,
  }),
  get: instanceQuery({
    policy: ['operator'],
    input: ClientRef,
    output: Client,
    run: getClient,
  }),
  create: instanceMutation({
    policy: ['operator'],
    input: CreateClientInput,
    output: CreatedClient,
    run: createClient,
  }),
  update: instanceMutation({
    policy: ['operator'],
    input: UpdateClientInput,
    output: Client,
    run: updateClient,
  }),
  rotateSigningKey: instanceMutation({
    policy: ['operator'],
    input: ClientRef,
    output: SigningKeyInfo,
    run: rotateSigningKey,
  }),
};

export const environmentsOperations = {
  list: instanceQuery({
    policy: ['operator'],
    input: z.object({}),
    output: z.array(ListedEnvironment),
    run: listEnvironments,
  }),
};
