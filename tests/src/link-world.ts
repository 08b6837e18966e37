import { createIntarsia, type Intarsia } from '@intarsia/client';
import { type ConsoleServer, startConsole } from './console.ts';

/** A server, and what a backend of the client does there. */
export interface LinkServer extends ConsoleServer {
  readonly api: Intarsia;
}

/** Starts a server of its own with an empty sandbox, in which everything is done at once. */
export async function startLink(): Promise<LinkServer> {
  const server = await startConsole();
  const api = createIntarsia({ url: server.url, apiKey: server.key });
  await api.sandboxSettings.update.mutate({ speed: 'instant' });
  return { ...server, api };
}

/** A person with a token for Link, and the account that was made last. */
export interface Person {
  readonly user: string;
  readonly token: string;
  readonly account: string;
}

/** A login as the sandbox knows it. */
export interface SandboxLogin {
  readonly link_item: string;
  readonly username?: string;
  readonly password?: string;
}

/** Makes a person with accounts. */
export async function person(api: Intarsia, ...logins: SandboxLogin[]): Promise<Person> {
  const { id: user, token } = await api.users.create.mutate({});
  let account = '';
  for (const login of logins) {
    const credentials = { username: 'test_1', password: 'passgood', ...login };
    account = (await api.sandbox.connect.mutate({ user, ...credentials })).id;
  }
  return { user, token, account };
}

const bank_account = {
  bank_name: 'First Harbour',
  routing_number: '084101234',
  account_number: '9483716789',
  account_type: 'checking' as const,
};

/** People in every state that Link shows. */
export interface LinkWorld {
  readonly connected: Person;
  readonly code: Person;
  readonly choice: Person;
  readonly push: Person;
  readonly slow: Person;
  readonly refused: Person;
  readonly paid: Person;
  readonly switching: Person;
  /** A deposit switch whose share the person may change. */
  readonly config: string;
  /** One that hardly any link item can do. */
  readonly unfit: string;
}

/** Stops the clock of a sandbox and fills it: what is under way stays under way. */
export async function fillLink({ api }: LinkServer): Promise<LinkWorld> {
  await api.clock.freeze.mutate({});
  const share = { value: '25', min_value: '10', max_value: '60', allow_editing: true };
  const encrypt = async (percent_allocation: object) => {
    const config = { bank_account, percent_allocation: { value: '25', ...percent_allocation } };
    return (await api.payDistributionConfigs.encrypt.mutate(config)).encrypted_config;
  };
  const payroll = 'alderwick_dental_group';
  const switching = await person(api, { link_item: payroll, username: 'test_2' });
  const world: LinkWorld = {
    connected: await person(
      api,
      { link_item: 'homedepot', password: 'pass_session_limit_reached' },
      { link_item: 'taskheddle' },
    ),
    code: await person(api, { link_item: 'weftgo' }),
    choice: await person(api, { link_item: 'warpride', username: 'mfa-choice' }),
    push: await person(api, { link_item: 'warpride', username: 'mfa-push' }),
    slow: await person(api, { link_item: 'warpride', username: 'slow-connect' }),
    refused: await person(api, { link_item: 'homedepot', password: 'pass_unsupported_mfa_method' }),
    paid: await person(api, { link_item: payroll, username: 'test_2' }),
    switching,
    config: await encrypt(share),
    unfit: await encrypt({}),
  };
  const id = switching.account;
  await api.sandbox.setPayDistribution.mutate({ id, status: 'updating' });
  return world;
}
