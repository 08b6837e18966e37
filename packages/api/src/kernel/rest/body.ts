import { hash } from 'node:crypto';
import {
  depthOf,
  fileTooLarge,
  IntarsiaError,
  MAX_JSON_DEPTH,
  memberTexts,
  rawJson,
} from '@intarsia/domain';
import type { RestRow } from '../operation.ts';
import type { RestRequest } from './handle.ts';
import type { Route } from './routes.ts';

/** The largest body that is no file, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

/** Reads a body once it is known who sends it and what for; undefined for one of more than `limit` bytes. */
export type BodyReader = (
  limit: number,
) => Promise<Uint8Array | undefined> | Uint8Array | undefined;

/** A member nests as deep as any JSON may, and the body around it is one level more. */
const MAX_BODY_DEPTH = MAX_JSON_DEPTH + 1;

/** What a body says: members of an input, and what tells this body from another one. */
export interface SentBody {
  readonly text: string;
  readonly members: Record<string, unknown>;
}

/**
 * The body of a request, as its route takes it: a file, or JSON. Throws body_too_large,
 * media_type_unsupported, json_invalid.
 */
export async function bodyOf(
  route: Route,
  { body, headers }: Pick<RestRequest, 'body' | 'headers'>,
): Promise<SentBody> {
  const { upload } = route.row;
  const limit = upload?.max_bytes ?? MAX_BODY_BYTES;
  const bytes = typeof body === 'function' ? await body(limit) : body;
  if (bytes === undefined || bytes.length > limit) throw upload ? fileTooLarge(limit) : tooLarge();
  return upload ? readFile(bytes, headers) : readBody(route, { body: bytes, headers });
}

function tooLarge(): IntarsiaError {
  return new IntarsiaError('body_too_large', 'The body must be at most 1 MiB.');
}

/** A body that is a file. Its own form has members that come apart from the bytes. */
function readFile(content: Uint8Array, headers: RestRequest['headers']): SentBody {
  assertPlain(headers);
  const media_type = headers['content-type'];
  if (/^\s*multipart\//i.test(media_type ?? '')) {
    const detail = 'Content-Type: must be that of the file, which is the whole body.';
    throw new IntarsiaError('media_type_unsupported', detail);
  }
  const text = `${media_type} ${hash('sha256', content)}`;
  return { text, members: { content, ...(media_type === undefined ? {} : { media_type }) } };
}

/**
 * Reads a body as the members of a JSON object. An empty one is an object without members, whatever its
 * content type says.
 */
export function readBody(
  { row, rawMembers }: Route,
  { body, headers }: { body: Uint8Array; headers: RestRequest['headers'] },
): SentBody {
  if (body.length > MAX_BODY_BYTES) throw tooLarge();
  if (body.length === 0 || row.method === 'DELETE') return { text: '', members: {} };
  const isText = isTextOf(row, headers);
  if (!isText) assertJsonType(row, headers);
  const text = decode(body);
  if (text.trim() === '') return { text: '', members: {} };
  if (isText && row.text) return { text, members: { [row.text.member]: text } };
  if (depthOfBody(text) > MAX_BODY_DEPTH) {
    throw new IntarsiaError(
      'json_invalid',
      `JSON must nest at most ${MAX_BODY_DEPTH} levels deep.`,
    );
  }
  const members = membersOf(text, rawMembers);
  return { text, members: row.text ? { [row.text.member]: text } : members };
}

/** Whether the body is one of the texts that a row takes beside JSON. */
function isTextOf({ text }: RestRow, headers: RestRequest['headers']): boolean {
  const { essence, isUtf8, isPlain } = typeOf(headers);
  return isPlain && isUtf8 && text?.types.includes(essence) === true;
}

function membersOf(text: string, rawMembers: readonly string[]): Record<string, unknown> {
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new IntarsiaError('json_invalid', 'The body must be a JSON object.');
  }
  // Spreading defines members, so that a key `__proto__` stays a key.
  const members: Record<string, unknown> = { ...value };
  if (!rawMembers.some((name) => Object.hasOwn(members, name))) return members;
  const texts = memberTexts(text);
  for (const name of rawMembers) {
    const source = texts.get(name);
    if (source !== undefined) members[name] = rawJson(source);
  }
  return members;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new IntarsiaError('json_invalid', 'The body is not valid JSON.', { cause });
  }
}

/** Counts brackets before parsing; a text that is no JSON is left to the parser to refuse. */
function depthOfBody(text: string): number {
  return /[[{]/.test(text) ? depthOf(text) : 0;
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new IntarsiaError('json_invalid', 'The body is not valid UTF-8.', { cause });
  }
}

function assertJsonType({ text }: RestRow, headers: RestRequest['headers']): void {
  const type = headers['content-type'];
  assertPlain(headers);
  if (type === undefined || type.trim() === '') return;
  const { essence, isUtf8 } = typeOf(headers);
  const isJson = essence === 'application/json' || /^[\w.-]+\/[\w.-]+\+json$/.test(essence);
  if (!isJson || !isUtf8) {
    const types = ['application/json', ...(text?.types ?? [])].join(', ');
    throw new IntarsiaError('media_type_unsupported', `Content-Type: must be ${types} in UTF-8.`);
  }
}

/** What the headers say about a body: its type, whether it is UTF-8, and whether it came as it is. */
function typeOf(headers: RestRequest['headers']): {
  essence: string;
  isUtf8: boolean;
  isPlain: boolean;
} {
  const [essence = '', ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='));
  const encoding = headers['content-encoding'] ?? 'identity';
  return {
    essence,
    isUtf8: charset === undefined || /^charset="?(utf-?8|us-ascii)"?$/.test(charset),
    isPlain: encoding === 'identity',
  };
}

function assertPlain(headers: RestRequest['headers']): void {
  if (typeOf(headers).isPlain) return;
  throw new IntarsiaError('media_type_unsupported', 'Content-Encoding: must not be set.');
}
