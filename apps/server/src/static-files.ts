import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import {
  type Door,
  type Exchange,
  isRead,
  type PlainAnswer,
  problem,
  readOnly,
  send,
} from './exchange.ts';

/** A folder of built files and how it is shown. */
export interface StaticSite {
  /** Where it hangs, with slashes at both ends: `/console/`. */
  readonly prefix: string;
  readonly folder: string;
  /** Given for paths that name no file: a page that reads the path itself. */
  readonly page?: string;
  /** Headers of everything in it. */
  readonly headers: Readonly<Record<string, string>>;
}

interface StaticFile {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  readonly cache: string;
  /** As the build packed it with Brotli, where it did. */
  readonly brotli?: Buffer | undefined;
  gzip?: Promise<Buffer>;
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
};
const packable = /^(text|application)\/|svg/;
/** Names that the build gave a hash of their content: they can be kept for ever. */
const hashed = /^assets\/.*-[\w-]{8}\.\w+$/;
/** What the build adds to the name of a file that it packed. */
const PACKED = '.br';
const zip = promisify(gzip);

/** Serves a built site from memory. The folder is read with the first request. */
export function staticDoor(site: StaticSite): Door {
  let files: Map<string, StaticFile> | undefined;

  return async (exchange) => {
    const route = `${site.prefix}*`;
    const { method } = exchange.request;
    if (!isRead(method)) {
      send(exchange, readOnly(method));
      return route;
    }
    files ??= readFolder(site.folder);
    const file = fileOf(files, exchange, site);
    send(exchange, file ? await answerOf(file, exchange.request, site.headers) : missing());
    return route;
  };
}

/** Serves one built file at a path, read with the first request. The headers may say how it is cached. */
export function fileDoor(
  route: string,
  { full, headers }: { full: string; headers: Readonly<Record<string, string>> },
): [string, Door] {
  let file: StaticFile | undefined;
  const door: Door = async (exchange) => {
    const { method } = exchange.request;
    if (!isRead(method)) {
      send(exchange, readOnly(method));
      return route;
    }
    if (!file && existsSync(full)) file = readFile(full, path.basename(full));
    send(exchange, file ? await answerOf(file, exchange.request, headers) : missing());
    return route;
  };
  return [route, door];
}

function missing(): PlainAnswer {
  return problem(404, 'route_unknown', 'Not found.');
}

function fileOf(
  files: ReadonlyMap<string, StaticFile>,
  { url }: Exchange,
  { prefix, page }: StaticSite,
): StaticFile | undefined {
  const name = (url.split(/[?#]/, 1)[0] ?? '').slice(prefix.length);
  const file = files.get(name);
  if (file || page === undefined) return file;
  // A path whose last part has a dot asks for a file; a page in its place would only confuse.
  return /\.\w+$/.test(name) ? undefined : files.get(page);
}

async function answerOf(
  file: StaticFile,
  { headers: asked }: IncomingMessage,
  own: Readonly<Record<string, string>>,
): Promise<PlainAnswer> {
  const headers: Record<string, string> = {
    etag: file.etag,
    'cache-control': file.cache,
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    ...own,
  };
  if (asked['if-none-match']?.includes(file.etag)) return { status: 304, headers, body: '' };
  headers['content-type'] = file.type;
  const taken = String(asked['accept-encoding'] ?? '');
  if (file.brotli && /\bbr\b/.test(taken)) {
    headers['content-encoding'] = 'br';
    return { status: 200, headers, body: file.brotli };
  }
  if (!/\bgzip\b/.test(taken) || !packable.test(file.type)) {
    return { status: 200, headers, body: file.body };
  }
  file.gzip ??= zip(file.body, { level: 9 });
  headers['content-encoding'] = 'gzip';
  return { status: 200, headers, body: await file.gzip };
}

/** Every file of a folder and the folders in it by its path; nothing when the folder is not there. */
function readFolder(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  if (!existsSync(folder)) return files;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith(PACKED)) continue;
    const full = path.join(entry.parentPath, entry.name);
    const name = path.relative(folder, full).split(path.sep).join('/');
    files.set(name, readFile(full, name));
  }
  return files;
}

function readFile(full: string, name: string): StaticFile {
  const body = readFileSync(full);
  return {
    body,
    brotli: existsSync(full + PACKED) ? readFileSync(full + PACKED) : undefined,
    type: types[path.extname(full)] ?? 'application/octet-stream',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cache: hashed.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
}
