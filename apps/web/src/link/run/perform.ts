import { accountIn, type Command, type Flow, hasLeft, type Message } from '../flow/flow.ts';
import type { LinkAccount } from '../shapes.ts';
import { beginForm } from './forms.ts';
import type { News } from './news.ts';
import { personOf, type Session } from './session.ts';
import { switchPay } from './switch-pay.ts';
import { codeOf, overtaken, troubleOf, widgetErrorOf } from './troubles.ts';

/** What commands are performed with. */
export interface Stage {
  readonly session: Session;
  readonly news: News;
  flow(): Flow;
  send(message: Message): void;
  /** Everything about the person, from now on. */
  follow(): void;
}

type Call = Exclude<Command, { do: 'call_back' | 'linger' | 'leave' }>;

/** Performs a call; what comes of it is sent as a message. */
export async function perform(stage: Stage, call: Call): Promise<void> {
  try {
    stage.send(await outcomeOf(stage, call));
  } catch (error) {
    await tellFailure(stage, call, error);
  }
}

function outcomeOf(stage: Stage, call: Call): Promise<Message> {
  const { session, news } = stage;
  const onAccount = async (ask: () => Promise<LinkAccount>): Promise<Message> => ({
    kind: 'went_on',
    account: await news.answerOf(ask),
  });
  switch (call.do) {
    case 'connect':
      return connect(stage, call);
    case 'answer': {
      const { account, answer } = call;
      return onAccount(() =>
        session.asPerson((api) => api.link.answer.mutate({ account, ...answer })),
      );
    }
    case 'resend':
      return onAccount(() =>
        session.asPerson((api) => api.link.resend.mutate({ account: call.account })),
      );
    case 'reconnect':
      return onAccount(() =>
        session.asPerson((api) => api.link.reconnect.mutate({ account: call.account })),
      );
    case 'revoke':
      return revoke(stage, call.account);
    case 'begin_form':
      return asSomebody(stage, () => beginForm(session, call.of));
    case 'submit_form':
      return submitForm(stage, call.form);
    case 'switch_pay':
      return switchPay(session, call);
  }
}

/** Makes the user where there is none yet, then does what needs one, unless the person has left meanwhile. */
async function asSomebody(stage: Stage, run: () => Promise<Message>): Promise<Message> {
  const { session } = stage;
  if (session.token() === undefined) {
    const made = await session.once('key', (api) => api.link.createUser.mutate({}));
    const person = personOf(made.user_token) ?? { user: made.user_id, token: made.user_token };
    session.setToken(person.token);
    stage.send({ kind: 'user_made', person });
    if (hasLeft(stage.flow())) return { kind: 'left' };
    stage.follow();
  }
  return run();
}

function connect(stage: Stage, { item, credentials }: Call & { do: 'connect' }): Promise<Message> {
  const { session, news } = stage;
  return asSomebody(stage, async () => {
    const login = { ...credentials, link_item: item };
    const { is_new, ...account } = await news.answerOf(() =>
      session.once('person', (api) => api.link.connect.mutate(login)),
    );
    return { kind: 'taken', account, is_new };
  });
}

async function revoke({ session }: Stage, account: LinkAccount): Promise<Message> {
  try {
    await session.asPerson((api) => api.link.revoke.mutate({ account: account.account.id }));
  } catch (error) {
    // Revoked in another window: that is what was wanted.
    if (codeOf(error) !== 'account_not_found') throw error;
  }
  return { kind: 'revoked', account };
}

async function submitForm({ session }: Stage, id: string): Promise<Message> {
  const { account } = await session.asPerson((api) => api.forms.submit.mutate({ id }));
  const known = await session.asPerson((api) => api.link.account.query({ id: account }));
  return { kind: 'form_sent', account: known };
}

function accountOf(call: Call): string | undefined {
  if (call.do === 'revoke') return call.account.account.id;
  return 'account' in call ? call.account : undefined;
}

async function tellFailure(stage: Stage, call: Call, error: unknown): Promise<void> {
  const { send } = stage;
  const code = codeOf(error) ?? '';
  const fatal = widgetErrorOf(error);
  if (fatal) return send({ kind: 'failed', error: fatal });
  const id = accountOf(call);
  if (code === 'login_needed' && id !== undefined) {
    return send({ kind: 'login_needed', account: id });
  }
  send({ kind: 'troubled', trouble: troubleOf(error) });
  if (id === undefined || !overtaken.includes(code)) return;
  try {
    const message = await stateOf(stage.session, call, id);
    if (message && accountIn(stage.flow(), id)) send(message);
  } catch (again) {
    send({ kind: 'troubled', trouble: troubleOf(again) });
  }
}

/** How an account stands that has moved on meanwhile; undefined where the screen is still the right one. */
async function stateOf(session: Session, call: Call, id: string): Promise<Message | undefined> {
  const accounts = await session.accounts();
  const found = accounts.find(({ account }) => account.id === id);
  if (!found) return { kind: 'listed', accounts };
  if (call.do !== 'switch_pay') return { kind: 'went_on', account: found };
  // A switch that somebody else has started and nobody has confirmed is not this person's.
  const { status } = found.account.pay_distribution;
  const isUnderWay = status === 'scanning' || status === 'updating';
  return isUnderWay ? { kind: 'pay_switched', account: found } : undefined;
}
