import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { failureOf, UsageError } from './failures.ts';
import type { Io } from './io.ts';

const usage = `Usage: intarsia <verb>

  serve                          run the server
  doctor                         show the configuration and check what it points at
  migrate                        bring the database up to this build
  login-link                     a new one-time link to sign in to the Console
    --email <address>              for somebody else than the first admin
    --role admin|viewer            what a new operator may do
  keys create --local            a new API key, made on this machine
    --live                         for the live environment instead of the sandbox
    --name <name>                  a name to tell it from others
    --client <id>                  for another client than the first
  clients list --local           the clients of this instance
  clients create --local         a new client with both environments and its first key
    --name <name>                  the name of the company

With --json, doctor, migrate, login-link, keys and clients answer as JSON.
Configured by environment variables that start with INTARSIA_; doctor lists them.
`;

type Verb = (args: string[], io: Io) => Promise<number>;

/** Each verb loads its own part of the program. */
const verbs: Record<string, Verb> = {
  serve: async (args, io) => {
    parse(args, {});
    const { serve } = await import('./verbs/serve.ts');
    return serve(readConfig(), io);
  },
  doctor: async (args, io) => {
    const { json } = parse(args, { json: { type: 'boolean' } });
    const { doctor } = await import('./verbs/doctor.ts');
    return doctor(readConfig(), { io, json: json === true });
  },
  migrate: async (args, io) => {
    const { json } = parse(args, { json: { type: 'boolean' } });
    const { migrate } = await import('./verbs/migrate.ts');
    return migrate(readConfig(), { io, json: json === true });
  },
  'login-link': async (args, io) => {
    const options = {
      email: { type: 'string' },
      role: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { email, role, json } = parse(args, options);
    if (role !== undefined && role !== 'admin' && role !== 'viewer') {
      throw new UsageError('--role: must be admin or viewer');
    }
    const { loginLink } = await import('./verbs/login-link.ts');
    return loginLink(readConfig(), { io, email, role, json: json === true });
  },
  keys: async ([action, ...args], io) => {
    const options = {
      local: { type: 'boolean' },
      live: { type: 'boolean' },
      name: { type: 'string' },
      client: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { local, live, name, client, json } = parse(args, options);
    if (action !== 'create' || !local) throw new UsageError('Did you mean: keys create --local');
    const { createKey } = await import('./verbs/keys-create.ts');
    return createKey(readConfig(), { io, live: live === true, name, client, json: json === true });
  },
  clients: async ([action, ...args], io) => {
    const options = {
      local: { type: 'boolean' },
      name: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { local, name, json } = parse(args, options);
    if (!local || (action !== 'list' && action !== 'create')) {
      throw new UsageError('Did you mean: clients list --local, or clients create --local');
    }
    const { createClient, listClients } = await import('./verbs/clients.ts');
    if (action === 'list') return listClients(readConfig(), { io, json: json === true });
    if (name === undefined) throw new UsageError('--name: is required');
    return createClient(readConfig(), { io, name, json: json === true });
  },
};

/** Runs the verb that the arguments name; gives the exit code. */
export async function run([name = '', ...args]: string[], io: Io): Promise<number> {
  if (['help', '--help', '-h'].includes(name) || args.includes('--help')) {
    io.out(usage);
    return 0;
  }
  try {
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb) throw new UsageError(name === '' ? 'Say what to do.' : `There is no verb ${name}.`);
    return await verb(args, io);
  } catch (error) {
    const { text, code } = failureOf(error);
    io.err(`${text}\n`);
    if (error instanceof UsageError) io.err(`\n${usage}`);
    return code;
  }
}

function parse<T extends NonNullable<Parameters<typeof parseArgs>[0]>['options'] & object>(
  args: string[],
  options: T,
) {
  try {
    return parseArgs({ args, options, allowPositionals: false, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
