import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerRest, answerRpc } from './answers.ts';
import { pageBody, userBody } from './bodies.ts';
import type { Statements } from './statements.ts';

/** Answers GET: one user or a list of users, over REST and over tRPC. */
export function openReads(statements: Statements, environment_id: string) {
  const findUser = (id: string) => {
    const row = statements.findUser.get(environment_id, id);
    if (!row) throw new Error(`no user ${id}`);
    return userBody(row);
  };
  const listUsers = (limit: number, toNext: (cursor: string) => string) => {
    const rows = statements.listUsers.all(environment_id, limit + 1, 0);
    const count = statements.countUsers.get(environment_id, 'users')?.value ?? 0;
    return pageBody(rows, { count, limit, toNext });
  };

  /** One call, or a batch of calls to the same procedure. */
  function rpc(url: string): unknown {
    const isList = url.startsWith('/trpc/users.list');
    const input = JSON.parse(decodeURIComponent(url.slice(url.indexOf('input=') + 6)));
    const call = (one: { id: string; limit: number }) => ({
      result: { data: isList ? listUsers(one.limit, (cursor) => cursor) : findUser(one.id) },
    });
    return url.includes('batch=1') ? Object.values<never>(input).map(call) : call(input);
  }

  /** A page whose `next` is a URL that keeps the limit. */
  function page(url: string, host: string | undefined): unknown {
    const limit = url.slice(url.indexOf('=') + 1);
    const base = `http://${host}/v1/users?limit=${limit}&cursor=`;
    return listUsers(Number(limit), (cursor) => base + cursor);
  }

  return ({ url = '', headers }: IncomingMessage, response: ServerResponse): void => {
    if (url.startsWith('/trpc/')) answerRpc(response, rpc(url));
    else if (url.startsWith('/v1/users/')) answerRest(response, 200, findUser(url.slice(10)));
    else answerRest(response, 200, page(url, headers.host));
  };
}
