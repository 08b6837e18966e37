import { setTimeout } from 'node:timers/promises';
import { type ConsoleServer, call } from './console.ts';

/** Ids in a sandbox that has a little of everything. */
export interface World {
  readonly user: string;
  readonly connected: string;
  readonly connecting: string;
  readonly refused: string;
}

const groups = ['lending', 'rental', 'mortgage'];

/** Fills a sandbox over the API: people, and accounts in every state of a connection. */
export async function fillSandbox(server: ConsoleServer): Promise<World> {
  const people: string[] = [];
  for (let n = 0; n < 12; n++) {
    const external_metadata = { customer: `C-${1400 + n}`, group: groups[n % groups.length] };
    const { id } = await call(server, 'POST /v1/users', n % 5 === 2 ? {} : { external_metadata });
    people.push(id);
  }
  const [user, second, third, fourth] = people.toReversed();
  const connect = async (of: string | undefined, link_item: string, login: object) => {
    const wanted = { user: of, link_item, username: 'test_1', password: 'passgood', ...login };
    const { id } = await call(server, 'POST /v1/sandbox/accounts', wanted);
    return String(id);
  };
  await connect(second, 'bobbin_eats', { username: 'test_2' });
  await connect(third, 'selvage_shopper', { password: 'pass_auth_required' });
  await connect(fourth, 'taskheddle', { username: 'gen_12' });
  const refused = await connect(user, 'homedepot', { password: 'pass_login_attempts_exceeded' });
  // It asks for a code, and nobody gives one.
  const connecting = await connect(second, 'hopwheel', {});
  const connected = await connect(user, 'warpride', {});
  await settled(server, [refused, connected]);
  return { user: String(user), connected, connecting, refused };
}

async function settled(server: ConsoleServer, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    for (;;) {
      const account = await call(server, `GET /v1/accounts/${id}`);
      const { connection, availability } = account;
      if (connection.status === 'error' || availability.activities?.status === 'synced') break;
      await setTimeout(100);
    }
  }
}
