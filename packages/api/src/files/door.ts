import {
  type Client,
  dispositionOf,
  type Environment,
  IntarsiaError,
  type Scope,
  savedFileName,
  type Vault,
} from '@intarsia/domain';
import {
  type Deps,
  environmentOf,
  errorResponse,
  type RestHandler,
  type RestResponse,
} from '../kernel/index.ts';
import { MethodNotAllowed } from '../kernel/rest/routes.ts';
import { openContent } from '../resources/sealed.ts';
import { drawerOf } from './links.ts';
import { openFile } from './sealed.ts';
import { FILES_PREFIX, type FileLink, isSigned, readLink } from './signed-links.ts';

/** The path of every file, for logs and metrics: what stands in its place is as good as a key. */
const ROUTE = `${FILES_PREFIX}{link}`;

/** A file as it is sent. */
interface SentFile {
  readonly name: string;
  readonly media_type: string;
  readonly bytes: Uint8Array;
  /** Ours, so that it may be shown in the browser; what others sent in is only ever saved. */
  readonly isOurs: boolean;
}

/**
 * Answers requests for files. A link proves itself: it was signed for one file of one environment, and
 * lives by that environment's clock. Never throws. Whether there is such a file is not told to anybody
 * whose link is not good.
 */
export function createFileHandler(deps: Deps): RestHandler {
  return async ({ method, url, request_id }) => {
    const answer = await answerTo(deps, method, url).catch((error: unknown): RestResponse => {
      if (!(error instanceof IntarsiaError)) {
        deps.log.error({ err: error, request_id, route: ROUTE }, 'request failed');
      }
      return errorResponse(error, commonHeaders());
    });
    return { ...answer, body: method === 'HEAD' ? '' : answer.body, route: ROUTE };
  };
}

function commonHeaders(): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'content-disposition, x-request-id',
    'x-content-type-options': 'nosniff',
  };
}

async function answerTo(deps: Deps, method: string, url: string): Promise<RestResponse> {
  if (method !== 'GET' && method !== 'HEAD') throw new MethodNotAllowed(method, ['GET', 'HEAD']);
  const [path = ''] = url.split('?', 1);
  const text = path.slice(FILES_PREFIX.length);
  const link = readLink(text);
  const owner = link && (await ownerOf(deps, link));
  if (!link || !owner || !isSigned(owner.vault, text)) throw notGood();
  if (deps.clockOf(owner.environment).now() >= link.expires_at) {
    throw new IntarsiaError('link_expired', 'The link has expired. Read its object again.');
  }
  const file = await (link.kind === 'documents' ? drawn : uploaded)(deps, owner, link);
  if (!file) throw notGood();
  return { status: 200, headers: headersOf(file), body: file.bytes };
}

interface Owner {
  readonly environment: Environment;
  readonly client: Client;
  readonly vault: Vault;
  readonly scope: Scope;
}

/** Whose file it would be; undefined where nobody has such an environment. */
async function ownerOf(deps: Deps, { environment_id }: FileLink): Promise<Owner | undefined> {
  const found = await environmentOf(deps, environment_id).catch((error: unknown) => {
    if (error instanceof IntarsiaError && error.code === 'environment_unknown') return undefined;
    throw error;
  });
  if (!found) return undefined;
  return { ...found, vault: await deps.vaultOf(found.client.id), scope: { environment_id } };
}

async function uploaded(
  { store }: Deps,
  { scope, vault }: Owner,
  { id }: FileLink,
): Promise<SentFile | undefined> {
  const blob = await store.read.blobs.find(scope, id);
  return blob && { ...blob, bytes: openFile(vault, blob), isOurs: false };
}

async function drawn(
  deps: Deps,
  { scope, vault }: Owner,
  { id }: FileLink,
): Promise<SentFile | undefined> {
  const { resources, connections } = deps.store.read;
  const key = { kind: 'documents', id } as const;
  const row = await resources.find(scope, key);
  const content = row && (await resources.findContent(scope, key));
  if (!row || content === undefined) return undefined;
  const items = await connections.linkItemsOf(scope, [row.account]);
  const draw = drawerOf(deps, items.get(row.account));
  const file = draw && (await draw(openContent(vault, key, content)));
  return file && { ...file, name: nameOf(row.body), isOurs: file.media_type === 'application/pdf' };
}

/** What a document is saved as: its description, `2021 W-2`. */
function nameOf(body: object): string {
  const texts = ['document_type_description', 'document_type'].map(
    (name) => Object.getOwnPropertyDescriptor(body, name)?.value,
  );
  return texts.find((text) => typeof text === 'string' && text !== '') ?? 'document';
}

/** Bytes that others sent in could be made to look like a page, which must then be none of our site. */
const OTHERS = "default-src 'none'; sandbox";
/** Browsers show a PDF in a page of their own, which a sandbox would leave blank. */
const OURS = "default-src 'none'; style-src 'unsafe-inline'";

function headersOf({ name, media_type, isOurs }: SentFile): Record<string, string> {
  const saved = savedFileName(name, media_type);
  return {
    ...commonHeaders(),
    'content-type': media_type,
    'content-disposition': dispositionOf(isOurs ? 'inline' : 'attachment', saved),
    'content-security-policy': isOurs ? OURS : OTHERS,
    'cache-control': 'private, no-store',
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
  };
}

function notGood(): IntarsiaError {
  return new IntarsiaError('link_invalid', 'The link leads nowhere.');
}
