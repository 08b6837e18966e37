import { LinkSettings, type Scope } from '@intarsia/domain';
import type { Db } from './engines/engine.ts';
import { statement } from './engines/statements.ts';
import type { Tx } from './pending.ts';
import type { LinkSettingsTable } from './tables.ts';

interface OfEnvironment {
  environment_id: string;
}

const list = statement<OfEnvironment>()(({ q, p }) =>
  q
    .selectFrom('link_settings')
    .selectAll()
    .where('environment_id', '=', p.environment_id)
    .orderBy('created_at')
    .orderBy('id'),
);

const put = statement<LinkSettingsTable>()(({ q, p }) =>
  q
    .insertInto('link_settings')
    .values({
      environment_id: p.environment_id,
      id: p.id,
      created_at: p.created_at,
      body: p.body,
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'id']).doUpdateSet({ body: p.body }),
    ),
);

const remove = statement<OfEnvironment & { id: string }>()(({ q, p }) =>
  q
    .deleteFrom('link_settings')
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

/** How Link looks and what it shows. */
export function readLinkSettings(db: Db) {
  return {
    /** All of them, oldest first: an environment has few. */
    async list({ environment_id }: Scope): Promise<LinkSettings[]> {
      return (await db.all(list, { environment_id })).map(toLinkSettings);
    },
  };
}

/** As `readLinkSettings`, and changes. Only who has locked the environment may make any. */
export function writeLinkSettings(tx: Tx) {
  return {
    ...readLinkSettings(tx),

    /** Adds settings, or replaces those of the id. */
    async put({ environment_id }: Scope, settings: LinkSettings): Promise<void> {
      const { id, created_at } = settings;
      await tx.run(put, { environment_id, id, created_at, body: JSON.stringify(settings) });
    },

    /** Gives false when there are none of that id. */
    async delete({ environment_id }: Scope, id: string): Promise<boolean> {
      return (await tx.run(remove, { environment_id, id })) > 0;
    },
  };
}

function toLinkSettings({ body }: LinkSettingsTable): LinkSettings {
  return LinkSettings.parse(JSON.parse(body));
}
