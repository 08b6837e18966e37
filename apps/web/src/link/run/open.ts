import { allowsOrigin } from '@intarsia/domain';
import type { Host } from '../embed/host.ts';
import type { Message } from '../flow/flow.ts';
import type { LinkItemCard, Opened } from '../shapes.ts';
import { type Bookmark, screenAt } from './bookmarks.ts';
import { faultIn } from './demands.ts';
import { hasEnded, personOf, type Session } from './session.ts';
import { trimOf } from './trim.ts';
import { widgetErrorOf } from './troubles.ts';

/** The page around is on an origin that may not open Link. */
export class Stranger extends Error {
  override readonly name = 'Stranger';
}

/**
 * Asks the server what there is. Nothing of a person is asked for before the origin of the page around is
 * known to be allowed; what is known before the person is, is told to `introduce`. Throws `Stranger`.
 */
export async function openAt(
  session: Session,
  { options, origin }: Pick<Host, 'options' | 'origin'>,
  { bookmark, introduce }: { bookmark: Bookmark; introduce: (opened: Opened) => void },
): Promise<Message> {
  try {
    const fault = faultIn(options);
    if (fault) return { kind: 'failed', error: fault };
    const config = options.payDistributionConfig;
    const question = {
      ...trimOf(options),
      ...(config === null ? {} : { pay_distribution_config: config }),
    };
    const opened = await session.asKey((api) => api.link.open.query(question));
    if (origin !== undefined && !allowsOrigin(opened.allowed_origins, origin)) {
      throw new Stranger(origin);
    }
    introduce(opened);
    // What was given last: one that came too late counts when Link is opened again.
    const given = session.token();
    const token = given ?? options.userToken ?? '';
    const person = personOf(token);
    // An empty one is nobody's too, once it is to stand for a person who was here.
    const isMeant = token !== '' || given !== undefined;
    if (isMeant && !person) return { kind: 'failed', error: 'invalid_user_token' };
    if (person) session.setToken(person.token);
    if (person && hasEnded(person.token, opened.now)) await session.renew();
    const [accounts, only, left] = await Promise.all([
      person ? session.accounts() : [],
      onlyItem(session, opened),
      screenAt(bookmark, session),
    ]);
    // The token may have been renewed on the way.
    const now = person && { ...person, token: session.token() ?? person.token };
    return { kind: 'opened', opened, accounts, person: now, only, left };
  } catch (error) {
    if (error instanceof Stranger) throw error;
    return { kind: 'failed', error: widgetErrorOf(error) ?? 'generic' };
  }
}

async function onlyItem(
  session: Session,
  { only_item: id }: Opened,
): Promise<LinkItemCard | undefined> {
  if (id === null) return undefined;
  return session.asKey((api) => api.link.item.query({ id }));
}
