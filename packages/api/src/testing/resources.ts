import { type Account, type Resource, ResourceKind, resourceKinds } from '@intarsia/domain';
import type { NewResource } from '@intarsia/store';
import type { TestInstance } from '../../../runtime/src/testing.ts';
import { resourceExamples } from '../openapi/resource-examples.ts';

const examples: { readonly [Kind in ResourceKind]: Resource<Kind> } = {
  profiles: resourceExamples.Profile,
  employments: resourceExamples.Employment,
  documents: resourceExamples.Document,
  vehicles: resourceExamples.Vehicle,
  payouts: resourceExamples.Payout,
  activities: resourceExamples.Activity,
  reputations: resourceExamples.Reputation,
  pay_allocations: resourceExamples.PayAllocation,
  forms: resourceExamples.Form,
};

/** Gives an account one resource of each kind, as no scan did; tells their ids. */
export async function storeExamples(
  t: TestInstance,
  account: Account,
): Promise<Record<ResourceKind, string>> {
  await t.instance.deps.store.write(async (tx) => {
    for (const kind of ResourceKind.options) {
      const of = { kind, account: account.id, user: account.user };
      await tx.resources.insert({ environment_id: t.sandbox.id }, of, [rowOf(kind)]);
    }
  });
  const ids = ResourceKind.options.map((kind) => [kind, examples[kind].id]);
  // Safe: made of an entry for each kind.
  return Object.fromEntries(ids) as Record<ResourceKind, string>;
}

function rowOf(kind: ResourceKind): NewResource {
  const { id, account: _, employer, created_at, updated_at, ...body } = examples[kind];
  const members: Record<string, unknown> = { created_at, ...body };
  const date = members[resourceKinds[kind].date];
  return {
    id,
    employer,
    date: typeof date === 'string' ? date : created_at,
    created_at,
    updated_at,
    fingerprint: `example of ${kind}`,
    source_id: null,
    body: JSON.stringify(body),
    secrets: null,
    content: null,
  };
}
