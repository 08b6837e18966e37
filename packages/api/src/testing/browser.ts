import type { OperatorRole } from '@intarsia/domain';
import type { InstanceCaller } from '../../../runtime/src/instance.ts';
import type { TestInstance } from '../../../runtime/src/testing.ts';
import { type Actor, createCallerFactory } from '../kernel/index.ts';
import { appRouter } from '../root.ts';

/** The machine's own binary. */
export const local: Actor = { kind: 'local' };

/** A browser with the Console: it keeps the session that the door would keep in a cookie. */
export interface Browser {
  readonly session: string | undefined;
  /** The router as the page calls it, in an environment if one is named. */
  api(environment?: { id: string }): InstanceCaller;
}

/** Opens a browser, which may have a cookie already. */
export function browser({ instance }: TestInstance, cookie?: string): Browser {
  const callerOf = createCallerFactory(appRouter);
  let session = cookie;
  return {
    get session() {
      return session;
    },
    api: (environment) =>
      callerOf(
        instance.createContext({
          credentials: { session, environment: environment?.id },
          request_id: 'test',
          onReply(reply) {
            if (reply.session !== undefined) session = reply.session ?? undefined;
          },
        }),
      ),
  };
}

/** The secret of a sign-in link. */
export function tokenOf(url: string): string {
  return new URL(url).hash.replace('#token=', '');
}

/** A browser of an operator who came in by a link. */
export async function signedIn(
  t: TestInstance,
  email: string,
  role: OperatorRole = 'admin',
): Promise<Browser> {
  const { url } = await t.caller(local).operators.signInLink({ email, role });
  const page = browser(t);
  await page.api().session.redeem({ token: tokenOf(url) });
  return page;
}

/** The code of the error that a call ends with, or `no error`. */
export function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  return call.then(
    () => 'no error',
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );
}

/** Whether somebody is signed in in a browser. */
export async function isIn(page: Browser): Promise<boolean> {
  return (await page.api().session.current({})) !== null;
}

/** The password that `withPassword` sets. */
export const password = 'correct horse battery';

/** An operator with a password, in a browser of their own. */
export async function withPassword(
  t: TestInstance,
  email: string,
  role: OperatorRole = 'admin',
): Promise<Browser> {
  const page = await signedIn(t, email, role);
  await page.api().session.setPassword({ password });
  return page;
}
