import { type Client, MAX_LIMIT } from '@intarsia/domain';
import type { Deps } from '../kernel/index.ts';
import type { ListedEnvironment } from './operations.ts';

/** The environments of every client, by the client's name, sandbox before live. */
export async function listEnvironments({
  store,
}: Pick<Deps, 'store'>): Promise<ListedEnvironment[]> {
  const names = new Map<string, string>();
  for await (const { id, name } of everyClient(store)) names.set(id, name);
  const environments = await store.read.environments.listAll();
  return environments
    .flatMap((environment) => {
      const client_name = names.get(environment.client_id);
      return client_name === undefined ? [] : [{ ...environment, client_name }];
    })
    .sort(byName);
}

function byName(a: ListedEnvironment, b: ListedEnvironment): number {
  return a.client_name.localeCompare(b.client_name, 'en') || (a.kind < b.kind ? 1 : -1);
}

async function* everyClient(store: Deps['store']): AsyncGenerator<Client> {
  let after: { time: string; id: string } | undefined;
  for (;;) {
    const request = { limit: MAX_LIMIT, offset: 0, order: 'asc', after } as const;
    const clients = await store.read.clients.list(request);
    yield* clients;
    const last = clients.at(-1);
    if (!last || clients.length <= MAX_LIMIT) return;
    after = { time: last.created_at, id: last.id };
  }
}
