import {
  IntarsiaError,
  invalidField,
  type ListedScenario,
  type Page,
  type PutScenarioInput,
  type ScenarioFile,
  type ScenarioRef,
} from '@intarsia/domain';
import type { ScenarioFault } from '@intarsia/domain/scenario-text';
import type { Ctx } from '../kernel/index.ts';
import { knownScenarios, listed, withSource } from './lookup.ts';

/** How many scenarios an environment may add: each login looks through them. */
const MOST_SCENARIOS = 200;

/** Every scenario that logins here can have, by name. */
export async function listScenarios(ctx: Ctx): Promise<Page<ListedScenario>> {
  const known = await knownScenarios(ctx);
  const results = known.map(listed).sort((a, b) => (a.name < b.name ? -1 : 1));
  return { count: results.length, next: null, previous: null, results };
}

/** One scenario with its text. Throws `scenario_not_found`. */
export async function getScenario(ctx: Ctx, { name }: ScenarioRef): Promise<ScenarioFile> {
  const known = await knownScenarios(ctx);
  const found = known.find(({ scenario }) => scenario.name === name);
  return withSource(found ?? noScenario());
}

/**
 * Adds a scenario, or replaces the one of that name; logins that have begun keep theirs. Throws
 * `scenario_invalid` with the place of each fault.
 */
export async function putScenario(ctx: Ctx, { source }: PutScenarioInput): Promise<ScenarioFile> {
  // Loaded when the first one is added: reading YAML takes a lot of code, and few processes do.
  const { faultText, readScenario } = await import('@intarsia/domain/scenario-text');
  const { scenario, faults } = readScenario(source, ctx.catalogue);
  if (faults) throw invalidScenario(faults, faultText);
  const now = ctx.clock.now();
  const { scope } = ctx;
  return ctx.commit(async (tx) => {
    const own = await tx.scenarios.list(scope);
    const isKnown = own.some((one) => one.scenario.name === scenario.name);
    if (!isKnown && own.length >= MOST_SCENARIOS) {
      throw invalidField('source', `must not be one more than ${MOST_SCENARIOS} scenarios`);
    }
    await tx.scenarios.put(scope, { scenario, source, updated_at: now });
    ctx.reply.status = isKnown ? 200 : 201;
    return withSource({ origin: 'environment', scenario, source, updated_at: now });
  });
}

/** Removes a scenario that was added here. Throws `scenario_not_found`, and `scenario_built_in` for any other. */
export async function deleteScenario(ctx: Ctx, { name }: ScenarioRef): Promise<void> {
  const isBuiltIn = ctx.scenarios.some(({ scenario }) => scenario.name === name);
  await ctx.commit(async (tx) => {
    if (await tx.scenarios.delete(ctx.scope, name)) return;
    if (!isBuiltIn) throw noScenario();
    throw new IntarsiaError(
      'scenario_built_in',
      'This scenario was not added here and can not be removed; add one of its name to replace it.',
    );
  });
}

function invalidScenario(
  faults: readonly [ScenarioFault, ...ScenarioFault[]],
  textOf: (fault: ScenarioFault) => string,
): IntarsiaError {
  const [first] = faults;
  const fields = new Map<string, string[]>();
  for (const fault of faults) {
    fields.set(fault.path, [...(fields.get(fault.path) ?? []), textOf(fault)]);
  }
  return new IntarsiaError('scenario_invalid', `${first.path}: ${textOf(first)}`, {
    fields: Object.fromEntries(fields),
  });
}

function noScenario(): never {
  throw new IntarsiaError('scenario_not_found', 'Not found.');
}
