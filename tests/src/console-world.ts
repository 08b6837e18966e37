import { setTimeout } from 'node:timers/promises';
import { type Account, createIntarsia, type Intarsia } from '@intarsia/client';
import type { ConsoleServer } from './console.ts';

/** Ids in a sandbox that has a little of everything. */
export interface World {
  readonly user: string;
  readonly connected: string;
  readonly connecting: string;
  readonly refused: string;
}

const groups = ['lending', 'rental', 'mortgage'];

/** Fills a sandbox as a backend does: people, and accounts in every state of a connection. */
export async function fillSandbox({ url, key }: ConsoleServer): Promise<World> {
  const api = createIntarsia({ url, apiKey: key });
  const people: string[] = [];
  for (let n = 0; n < 12; n++) {
    const external_metadata = { customer: `C-${1400 + n}`, group: groups[n % groups.length] };
    const { id } = await api.users.create.mutate(n % 5 === 2 ? {} : { external_metadata });
    people.unshift(id);
  }
  const [user = '', second = '', third = '', fourth = ''] = people;
  const connect = async (of: string, link_item: string, login: object) => {
    const credentials = { username: 'test_1', password: 'passgood', ...login };
    return (await api.sandbox.connect.mutate({ user: of, link_item, ...credentials })).id;
  };
  await connect(second, 'bobbin_eats', { username: 'test_2' });
  await connect(third, 'selvage_shopper', { password: 'pass_auth_required' });
  await connect(fourth, 'taskheddle', { username: 'gen_12' });
  const refused = await connect(user, 'homedepot', { password: 'pass_login_attempts_exceeded' });
  // It asks for a code, and nobody gives one.
  const connecting = await connect(second, 'hopwheel', {});
  const connected = await connect(user, 'warpride', {});
  for (const id of [refused, connected]) {
    await until(api, id, ({ connection }) => connection.status !== 'connecting');
  }
  return { user, connected, connecting, refused };
}

/** Waits until everything was read through the connected account of a world. */
export async function allRead({ url, key }: ConsoleServer, { connected }: World): Promise<void> {
  const api = createIntarsia({ url, apiKey: key });
  await until(api, connected, ({ availability }) => availability.activities?.status === 'synced');
}

async function until(api: Intarsia, id: string, is: (account: Account) => boolean): Promise<void> {
  while (!is(await api.accounts.get.query({ id }))) await setTimeout(100);
}
