import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/** The id at the end of a counter's name. */
const owner = sql<string>`substr(counters.name, length(counters.name) - 35)`;

/** Counters of a user's resources have names of their own, so that an account is never taken for a user. */
export const countersByOwner: Migration = ({ q }) => [
  q
    .updateTable('counters')
    .set({ name: sql`replace(name, ':', '.user:')` })
    .where('name', 'like', sql.lit('resources.%:%'))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('users')
          .select('users.id')
          .whereRef('users.environment_id', '=', 'counters.environment_id')
          .where('users.id', '=', owner),
      ),
    ),
];
