import { rowsStatement, statement } from './engines/statements.ts';
import { hasFile, shown } from './resource-pages.ts';
import type { ResourcesTable } from './tables.ts';

interface Key {
  environment_id: string;
  kind: string;
  id: string;
}

interface OfAccount {
  environment_id: string;
  account_id: string;
  kind: string;
}

export const findShown = statement<Key>()(({ q, p }) =>
  q
    .selectFrom('resources')
    .select(shown)
    .select(hasFile)
    .where('environment_id', '=', p.environment_id)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id),
);

export const findContent = statement<Key>()(({ q, p }) =>
  q
    .selectFrom('resources')
    .select(['user_id', 'content'])
    .where('environment_id', '=', p.environment_id)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id),
);

export const ownerOf = statement<{ environment_id: string; id: string }>()(({ q, p }) =>
  q
    .selectFrom('accounts')
    .select('user_id')
    .where('environment_id', '=', p.environment_id)
    .where('id', '=', p.id),
);

export const heldBetween = statement<OfAccount & { from: string; to: string }>()(({ q, p }) =>
  q
    .selectFrom('resources')
    .select(['id', 'fingerprint', 'date'])
    .where('environment_id', '=', p.environment_id)
    .where('account_id', '=', p.account_id)
    .where('kind', '=', p.kind)
    .where('date', '>=', p.from)
    .where('date', '<=', p.to),
);

/** Ids that one statement looks for. */
const IDS = 128;

export const heldByIds = rowsStatement<Key>(['environment_id', 'kind', 'id'], { most: IDS })(
  ({ q, first, rows }) =>
    q
      .selectFrom('resources')
      .select(['id', 'fingerprint', 'date'])
      .where('environment_id', '=', first.environment_id)
      .where('kind', '=', first.kind)
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      ),
);

export const insertResources = rowsStatement<ResourcesTable>([
  'environment_id',
  'kind',
  'id',
  'account_id',
  'user_id',
  'date',
  'created_at',
  'updated_at',
  'fingerprint',
  'source_id',
  'employer',
  'body',
  'secrets',
  'content',
])(({ q, rows }) => q.insertInto('resources').values(rows));

export const updateResource = statement<ResourcesTable>()(({ q, p }) =>
  q
    .updateTable('resources')
    .set({
      date: p.date,
      updated_at: p.updated_at,
      fingerprint: p.fingerprint,
      employer: p.employer,
      body: p.body,
      secrets: p.secrets,
      content: p.content,
    })
    .where('environment_id', '=', p.environment_id)
    .where('kind', '=', p.kind)
    .where('id', '=', p.id)
    .where('account_id', '=', p.account_id),
);

export const removeResources = rowsStatement<OfAccount & { id: string }>(
  ['environment_id', 'account_id', 'kind', 'id'],
  { most: IDS },
)(({ q, first, rows }) =>
  q
    .deleteFrom('resources')
    .where('environment_id', '=', first.environment_id)
    .where('account_id', '=', first.account_id)
    .where('kind', '=', first.kind)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    ),
);

export const firstAndLast = statement<OfAccount>()(({ q, p }) => {
  const dates = (order: 'asc' | 'desc') =>
    q
      .selectFrom('resources')
      .select('date')
      .where('environment_id', '=', p.environment_id)
      .where('account_id', '=', p.account_id)
      .where('kind', '=', p.kind)
      .orderBy('date', order)
      .limit((eb) => eb.lit(1));
  return q.selectNoFrom([dates('asc').as('first'), dates('desc').as('last')]);
});
