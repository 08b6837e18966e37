import { type Environment, Id, ResourceKind, type Vault } from '@intarsia/domain';
import { z } from 'zod';
import { openPart } from '../accounts/sealed.ts';
import { openFile } from '../files/sealed.ts';
import type { Deps } from '../kernel/index.ts';
import { openContent, openSecrets } from '../resources/sealed.ts';

type Row = Readonly<Record<string, unknown>>;
type ByColumn<Said> = Readonly<Record<string, Readonly<Record<string, Said>>>>;

/** What two runs of one world do not share, by table and column, and why. */
const leftOut: ByColumn<string> = {
  jobs: {
    leased_until: 'is wall time, and tells of processes',
    fence: 'counts who has claimed the job, and worlds that came back',
  },
  connections: { login_hash: 'is hashed under the key of the client' },
  resources: { fingerprint: 'may be hashed under the key of the client' },
};

/** What of the environment itself is left out; why, as above. */
const leftOutOfEnvironment = {
  id: 'is random',
  client_id: 'is random',
  created_at: 'is wall time',
  offset: 'is counted from the wall, which a running clock follows',
  fence: 'counts drivers',
  driver: 'tells of processes',
  epoch: 'counts worlds that came back',
} as const;

const OfAccount = z.object({ account_id: Id });
const OfResource = z.object({ kind: ResourceKind, id: Id });
const OfFile = z.object({ id: Id });

/** Opens a sealed value at its place, and gives what was sealed. */
type Opener = (vault: Vault, sealed: string, row: Row) => unknown;

function partOf(part: Parameters<typeof openPart>[2]['part']): Opener {
  return (vault, sealed, row) => openPart(vault, sealed, { ...OfAccount.parse(row), part });
}

/** Every column that is sealed with a nonce of its own, by table. */
const openers: ByColumn<Opener> = {
  connections: {
    credentials: partOf('credentials'),
    session: partOf('session'),
    resume: partOf('resume'),
  },
  scans: { cursor: partOf('cursor'), last: partOf('last') },
  switches: { config: partOf('config'), resume: partOf('switch') },
  resources: {
    secrets: (vault, sealed, row) => openSecrets(vault, OfResource.parse(row), sealed),
    content: (vault, sealed, row) => openContent(vault, OfResource.parse(row), sealed),
  },
  blobs: {
    content: (vault, content, row) => {
      const bytes = openFile(vault, { ...OfFile.parse(row), content });
      return Buffer.from(bytes).toString('base64');
    },
  },
};

/**
 * The world of an environment as text: how the environment is set, then each row of each table on a line of
 * its own, in the order of their names. Two runs that did the same, from the same seed and moment, have the
 * same text, whatever their engine, process and keys. To be asked for while nothing happens.
 */
export async function exportWorld(
  deps: Pick<Deps, 'store' | 'vaultOf'>,
  environment: Environment,
): Promise<string> {
  const vault = await deps.vaultOf(environment.client_id);
  const lines = [`environment ${JSON.stringify(settingsOf(environment))}`];
  const scope = { environment_id: environment.id };
  for await (const { table, rows } of deps.store.read.worlds.tables(scope)) {
    for (const row of rows) lines.push(`${table} ${JSON.stringify(shown(vault, table, row))}`);
  }
  return `${lines.join('\n')}\n`;
}

function settingsOf({ clock, ...environment }: Environment): Row {
  const members = Object.entries({ ...environment, ...clock });
  return Object.fromEntries(members.filter(([name]) => !Object.hasOwn(leftOutOfEnvironment, name)));
}

function shown(vault: Vault, table: string, row: Row): Row {
  const columns = Object.entries(row).filter(([column]) => leftOut[table]?.[column] === undefined);
  return Object.fromEntries(
    columns.map(([column, value]) => {
      const open = openers[table]?.[column];
      return [column, open && typeof value === 'string' ? open(vault, value, row) : value];
    }),
  );
}
