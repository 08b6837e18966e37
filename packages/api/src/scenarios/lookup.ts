import {
  isLoginOf,
  type Json,
  type ListedScenario,
  type Scenario,
  type ScenarioFile,
  type ScenarioOrigin,
  type Timestamp,
  usernamesOf,
} from '@intarsia/domain';
import type { StoredScenario } from '@intarsia/store';
import { z } from 'zod';
import type { StepCtx } from '../jobs/step.ts';

/** A scenario with where it comes from. */
export interface KnownScenario {
  readonly origin: ScenarioOrigin;
  readonly scenario: Scenario;
  readonly source: string;
  readonly updated_at: Timestamp | null;
}

/** Every scenario of an environment: its own, then those that all have; a name counts where it comes first. */
export async function knownScenarios({
  store,
  scope,
  scenarios,
}: Pick<StepCtx, 'store' | 'scope' | 'scenarios'>): Promise<KnownScenario[]> {
  const own = (await store.read.scenarios.list(scope)).map(ownScenario);
  const built_in = scenarios.map((one): KnownScenario => ({ ...one, updated_at: null }));
  const seen = new Set<string>();
  return [...own, ...built_in].filter(({ scenario: { name } }) => {
    const isFirst = !seen.has(name);
    seen.add(name);
    return isFirst;
  });
}

function ownScenario({ scenario, source, updated_at }: StoredScenario): KnownScenario {
  return { origin: 'environment', scenario, source, updated_at };
}

/** What of credentials says whose login it is; other connectors may ask for something else. */
const Login = z.object({ username: z.string(), password: z.string() });

/** The scenario that a login belongs to: of several the first, own ones before all others. */
export async function scenarioOf(
  ctx: Pick<StepCtx, 'store' | 'scope' | 'scenarios' | 'environment'>,
  { credentials, link_item }: { credentials: Json; link_item: string },
): Promise<Scenario | undefined> {
  const login = Login.safeParse(credentials).data;
  if (!login || ctx.environment.kind !== 'sandbox') return undefined;
  const known = await knownScenarios(ctx);
  return known.find(({ scenario }) => isLoginOf(scenario, { ...login, link_item }))?.scenario;
}

/** A scenario as lists show it. */
export function listed({ origin, scenario, updated_at }: KnownScenario): ListedScenario {
  const { name, description, login, link_items = null } = scenario;
  const usernames = [...usernamesOf(scenario)];
  return { name, description, origin, usernames, password: login.password, link_items, updated_at };
}

/** A scenario with its text. */
export function withSource(known: KnownScenario): ScenarioFile {
  return { ...listed(known), source: known.source };
}
