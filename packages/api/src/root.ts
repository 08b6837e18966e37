import { accountsOperations } from './accounts/operations.ts';
import { clientsOperations, environmentsOperations } from './clients/operations.ts';
import { clockOperations } from './clock/operations.ts';
import { eventsOperations } from './events/operations.ts';
import { formsOperations } from './forms/operations.ts';
import type { AnyOperation } from './kernel/index.ts';
import { procedures, router } from './kernel/index.ts';
import { keysOperations, linkKeysOperations } from './keys/operations.ts';
import { linkOperations } from './link/operations.ts';
import { linkItemsOperations } from './link-items/operations.ts';
import { linkSettingsOperations } from './link-settings/operations.ts';
import { type OpenApiDocument, openApiDocument } from './openapi/index.ts';
import { operatorsOperations } from './operators/operations.ts';
import { overviewOperations } from './overview/operations.ts';
import { payDistributionConfigsOperations } from './pay-distribution-configs/operations.ts';
import { resourcesOperations } from './resources/operations.ts';
import { sandboxOperations } from './sandbox/operations.ts';
import { sandboxSettingsOperations } from './sandbox/settings-operations.ts';
import { scenariosOperations } from './scenarios/operations.ts';
import { sessionOperations } from './session/operations.ts';
import { snapshotsOperations } from './snapshots/operations.ts';
import { tokensOperations } from './tokens/operations.ts';
import { usersOperations } from './users/operations.ts';
import { webhookChaosOperations } from './webhooks/chaos-operations.ts';
import { webhooksOperations } from './webhooks/operations.ts';

/** Everything the system can do, by noun. */
export const operations = {
  users: usersOperations,
  tokens: tokensOperations,
  accounts: accountsOperations,
  payDistributionConfigs: payDistributionConfigsOperations,
  link: linkOperations,
  linkItems: linkItemsOperations,
  ...resourcesOperations,
  forms: formsOperations,
  sandbox: sandboxOperations,
  sandboxSettings: sandboxSettingsOperations,
  snapshots: snapshotsOperations,
  clock: clockOperations,
  scenarios: scenariosOperations,
  webhooks: webhooksOperations,
  webhookChaos: webhookChaosOperations,
  events: eventsOperations,
  keys: keysOperations,
  linkKeys: linkKeysOperations,
  linkSettings: linkSettingsOperations,
  clients: clientsOperations,
  environments: environmentsOperations,
  session: sessionOperations,
  operators: operatorsOperations,
  overview: overviewOperations,
};

/** Every operation with its tRPC path. */
export function allOperations(): [path: string, operation: AnyOperation][] {
  return Object.entries(operations).flatMap(([noun, verbs]) =>
    Object.entries<AnyOperation>(verbs).map(([verb, operation]): [string, AnyOperation] => [
      `${noun}.${verb}`,
      operation,
    ]),
  );
}

/** The OpenAPI document of the REST face. */
export function openApi(): OpenApiDocument {
  return openApiDocument(allOperations());
}

/** The typed router over every operation. */
export const appRouter = router({
  users: procedures(usersOperations),
  tokens: procedures(tokensOperations),
  accounts: procedures(accountsOperations),
  payDistributionConfigs: procedures(payDistributionConfigsOperations),
  link: procedures(linkOperations),
  linkItems: procedures(linkItemsOperations),
  profiles: procedures(resourcesOperations.profiles),
  employments: procedures(resourcesOperations.employments),
  documents: procedures(resourcesOperations.documents),
  vehicles: procedures(resourcesOperations.vehicles),
  payouts: procedures(resourcesOperations.payouts),
  activities: procedures(resourcesOperations.activities),
  reputations: procedures(resourcesOperations.reputations),
  payAllocations: procedures(resourcesOperations.payAllocations),
  forms: procedures(formsOperations),
  sandbox: procedures(sandboxOperations),
  sandboxSettings: procedures(sandboxSettingsOperations),
  snapshots: procedures(snapshotsOperations),
  clock: procedures(clockOperations),
  scenarios: procedures(scenariosOperations),
  webhooks: procedures(webhooksOperations),
  webhookChaos: procedures(webhookChaosOperations),
  events: procedures(eventsOperations),
  keys: procedures(keysOperations),
  linkKeys: procedures(linkKeysOperations),
  linkSettings: procedures(linkSettingsOperations),
  clients: procedures(clientsOperations),
  environments: procedures(environmentsOperations),
  session: procedures(sessionOperations),
  operators: procedures(operatorsOperations),
  overview: procedures(overviewOperations),
});

/** The router's type: all that a client needs to know of the server. */
export type AppRouter = typeof appRouter;
