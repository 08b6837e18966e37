import type { InstanceCaller } from '../../../runtime/src/instance.ts';
import type { TestInstance } from '../../../runtime/src/testing.ts';
import { createCallerFactory } from '../kernel/index.ts';
import { appRouter } from '../root.ts';

/** The router as somebody calls it who names this in the header `authorization`. */
function callerWith(
  { instance }: TestInstance,
  authorization: string,
  more: { idempotency_key?: string } = {},
): InstanceCaller {
  const request = { credentials: { authorization }, request_id: 'test', ...more };
  return createCallerFactory(appRouter)(instance.createContext(request));
}

/** Link before anybody is in front of it; started with the sandbox's key when none is named. */
export function withLinkKey(
  t: TestInstance,
  link_key: string = t.link_key,
  more: { idempotency_key?: string } = {},
): InstanceCaller {
  return callerWith(t, `LinkKey ${link_key}`, more);
}

/** Link with the token of the person in front of it. */
export function withToken(t: TestInstance, token: string): InstanceCaller {
  return callerWith(t, `Bearer ${token}`);
}

/** A person made by Link, and Link with the token of that person. */
export async function newPerson(t: TestInstance): Promise<{
  user_id: string;
  user_token: string;
  link: InstanceCaller['link'];
  api: InstanceCaller;
}> {
  const made = await withLinkKey(t).link.createUser({});
  const api = withToken(t, made.user_token);
  return { ...made, link: api.link, api };
}
