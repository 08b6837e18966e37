import { Scenario, type Scope, type Timestamp } from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { ScenariosTable } from './tables.ts';

/** A scenario that somebody added. */
export interface StoredScenario {
  readonly scenario: Scenario;
  readonly source: string;
  readonly updated_at: Timestamp;
}

interface OfEnvironment {
  environment_id: string;
}

const list = statement<OfEnvironment>()(({ q, p }) =>
  q
    .selectFrom('scenarios')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .orderBy('name'),
);

const put = statement<ScenariosTable>()(({ q, p }) => {
  const changes = { updated_at: p.updated_at, source: p.source, body: p.body };
  return q
    .insertInto('scenarios')
    .values({ environment_id: p.environment_id, name: p.name, ...changes })
    .onConflict((conflict) => conflict.columns(['environment_id', 'name']).doUpdateSet(changes));
});

const remove = statement<OfEnvironment & { name: string }>()(({ q, p }) =>
  q
    .deleteFrom('scenarios')
    .where('environment_id', '=', p.environment_id)
    .where('name', '=', p.name),
);

/** Scenarios that were added to a sandbox. */
export function readScenarios(db: Db) {
  return {
    /** All of them, by name: an environment has few. */
    async list({ environment_id }: Scope): Promise<StoredScenario[]> {
      return (await db.all(list, { environment_id })).map(toScenario);
    },
  };
}

/** As `readScenarios`, and changes. */
export function writeScenarios(tx: Tx) {
  return {
    ...readScenarios(tx),

    /** Adds a scenario, or replaces the one of its name. */
    async put(
      { environment_id }: Scope,
      { scenario, source, updated_at }: StoredScenario,
    ): Promise<void> {
      const body = JSON.stringify(scenario);
      await tx.run(put, { environment_id, name: scenario.name, updated_at, source, body });
    },

    /** Gives false when there is none of that name. */
    async delete({ environment_id }: Scope, name: string): Promise<boolean> {
      return (await tx.run(remove, { environment_id, name })) > 0;
    },
  };
}

function toScenario({ body, source, updated_at }: ScenariosTable): StoredScenario {
  return { scenario: Scenario.parse(JSON.parse(body)), source, updated_at };
}
