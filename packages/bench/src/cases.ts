import { credentials, type World } from './world/world.ts';

/** A call, as it is compared and as it is sent under load. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
}

/** One line of the table: calls of one kind, product against baseline. */
export interface Case {
  readonly name: string;
  /** Users in the database. */
  readonly users: 'few' | 'many';
  readonly connections: number;
  /** The status of success. */
  readonly status: number;
  /** The least ratio that is aimed for. */
  readonly aim?: { readonly at_least: number };
  /** Writes need a database of their own for each server. */
  readonly writes?: boolean;
  calls(world: World): Call[];
}

const LIMIT = 200;
const IN_BATCH = 10;
/** Enough connections to keep one process busy. */
const READERS = 32;
const LIST_READERS = 8;

const read = { status: 200, connections: READERS } as const;
const write = { status: 201, users: 'few', writes: true } as const;

/** Every case, in the order of the table. */
export const cases: readonly Case[] = [
  { name: 'GET /v1/users/{id}', users: 'few', aim: { at_least: 0.8 }, ...read, calls: getUser },
  ...bothSizes({ name: 'GET /v1/users?limit=200', calls: () => [get(`/v1/users?limit=${LIMIT}`)] }),
  { name: 'POST /v1/users', connections: 1, ...write, calls: createUser },
  { name: 'POST /v1/users', connections: 64, aim: { at_least: 0.5 }, ...write, calls: createUser },
  { name: 'POST /v1/user-tokens', connections: 1, ...write, calls: createTokens },
  { name: 'POST /v1/user-tokens', connections: 64, ...write, calls: createTokens },
  { name: 'tRPC users.get', users: 'few', ...read, calls: rpcGet },
  { name: `tRPC users.get × ${IN_BATCH}, batched`, users: 'few', ...read, calls: rpcGetBatch },
  ...bothSizes({ name: 'tRPC users.list, limit 200', calls: rpcList }),
  ...bothSizes({ name: 'tRPC users.list × 2, batched', calls: rpcListBatch }),
];

/** Name and size: what the table shows and `--case` looks at. */
export function titleOf(
  { name, connections, users, writes }: Case,
  sizes: { readonly few: number; readonly many: number },
): string {
  if (writes) return `${name}, ${connections} ${connections === 1 ? 'writer' : 'writers'}`;
  return `${name}, ${numberText(sizes[users])} users`;
}

/** A number as people read it. */
export function numberText(number: number): string {
  return number.toLocaleString('en');
}

/** The headers of a call. */
export function headersOf({ body }: Call): Record<string, string> {
  const { key_id, key_secret } = credentials;
  const basic = Buffer.from(`${key_id}:${key_secret}`).toString('base64');
  const common = { host: 'bench', authorization: `Basic ${basic}` };
  if (!body) return common;
  const length = Buffer.byteLength(JSON.stringify(body));
  return { ...common, 'content-type': 'application/json', 'content-length': String(length) };
}

/** A call as the bytes of a request. */
export function requestText(call: Call): string {
  const headers = Object.entries(headersOf(call)).map(([name, value]) => `${name}: ${value}\r\n`);
  const body = call.body ? JSON.stringify(call.body) : '';
  return `${call.method} ${call.path} HTTP/1.1\r\n${headers.join('')}\r\n${body}`;
}

function bothSizes(list: Pick<Case, 'name' | 'calls'>): Case[] {
  const common = { ...list, status: 200, connections: LIST_READERS };
  return [
    { ...common, users: 'few' },
    { ...common, users: 'many' },
  ];
}

function get(path: string): Call {
  return { method: 'GET', path };
}

function getUser({ ids }: World): Call[] {
  return ids.map((id) => get(`/v1/users/${id}`));
}

function createUser(): Call[] {
  const body = { external_metadata: { group: 'A5' } };
  return [{ method: 'POST', path: '/v1/users', body }];
}

function createTokens({ ids }: World): Call[] {
  return ids.map((user) => ({ method: 'POST', path: '/v1/user-tokens', body: { user } }));
}

function rpcGet({ ids }: World): Call[] {
  return ids.map((id) => rpc('users.get', { id }));
}

function rpcGetBatch({ ids }: World): Call[] {
  return ids.map((_, start) => {
    const inputs = Array.from({ length: IN_BATCH }, (_, i) => ({
      id: ids[(start + i) % ids.length],
    }));
    return rpcBatch('users.get', inputs);
  });
}

function rpcList(): Call[] {
  return [rpc('users.list', { limit: LIMIT })];
}

function rpcListBatch(): Call[] {
  return [rpcBatch('users.list', [{ limit: LIMIT }, { limit: LIMIT }])];
}

function rpc(procedure: string, input: object): Call {
  return get(`/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`);
}

/** Several calls of one procedure in one request, as tRPC's batch link sends them. */
function rpcBatch(procedure: string, inputs: readonly object[]): Call {
  const names = inputs.map(() => procedure).join(',');
  const input = encodeURIComponent(JSON.stringify({ ...inputs }));
  return get(`/trpc/${names}?batch=1&input=${input}`);
}
