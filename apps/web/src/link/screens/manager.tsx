import { Plus } from 'lucide-react';
import { switchesPay } from '../flow/follow.ts';
import type { LinkAccount } from '../shapes.ts';
import type { Texts } from '../texts/en.ts';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { ItemLogo } from '../ui/item-logo.tsx';
import { Screen } from '../ui/screen.tsx';

/** The accounts of the person: what state they are in, and what can be done with them. */
export function Accounts() {
  const { flow, texts, client, send } = useFace();
  const { manager } = texts;
  return (
    <Screen
      title={manager.title}
      text={<p>{manager.text(client)}</p>}
      actions={
        <>
          <Button onClick={() => send({ kind: 'closed' })}>{texts.done}</Button>
          <Button kind="quiet" onClick={() => send({ kind: 'added' })}>
            <Plus size={16} strokeWidth={1.5} aria-hidden="true" /> {manager.add}
          </Button>
        </>
      }
    >
      <ul className="accounts">
        {flow.accounts.map((known) => (
          <AccountRow key={known.account.id} known={known} />
        ))}
      </ul>
    </Screen>
  );
}

function AccountRow({ known }: { known: LinkAccount }) {
  const { flow, texts, send } = useFace();
  const { manager } = texts;
  const { account, item } = known;
  const state = stateOf(known);
  const steps = stepsOf(known, switchesPay(flow, item), texts);
  return (
    <li>
      <ItemLogo item={item} />
      <div className="account-text">
        <h2>{item.name}</h2>
        <p className="state" data-tone={tones[state]}>
          <Glyph tone={tones[state]} />
          {manager.states[state]}
        </p>
      </div>
      <div className="account-steps">
        {steps.map(({ word, kind }) => (
          <button
            key={kind}
            type="button"
            className="small-button"
            aria-label={`${word}: ${item.name}`}
            aria-disabled={flow.busy || undefined}
            onClick={() => take(kind)}
          >
            {word}
          </button>
        ))}
        <button
          type="button"
          className="small-button small-danger"
          aria-label={manager.revokeOf(item.name)}
          onClick={() => send({ kind: 'revoke_asked', account: account.id })}
        >
          {manager.revoke}
        </button>
      </div>
    </li>
  );

  function take(kind: AccountStep['kind']): void {
    const { id } = account;
    send(kind === 'form' ? { kind: 'form_wanted', of: { account: id } } : { kind, account: id });
  }
}

type State = keyof Texts['manager']['states'];

const tones = {
  connected: 'good',
  sent: 'good',
  connecting: 'busy',
  open: 'busy',
  asked: 'busy',
  error: 'bad',
} as const satisfies Record<State, 'good' | 'busy' | 'bad'>;

function stateOf({ account, item, challenge }: LinkAccount): State {
  if (challenge) return 'asked';
  if (item.takes_forms) return account.availability.forms ? 'sent' : 'open';
  return account.connection.status;
}

interface AccountStep {
  readonly word: string;
  readonly kind: 'opened_account' | 'reconnected' | 'pay_wanted' | 'form';
}

function stepsOf(known: LinkAccount, pays: boolean, { manager }: Texts): AccountStep[] {
  const { account, can_reconnect } = known;
  const state = stateOf(known);
  if (state === 'asked' || state === 'connecting') {
    return [{ word: manager.go, kind: 'opened_account' }];
  }
  if (state === 'error') {
    const word = can_reconnect ? manager.reconnect : manager.login;
    return [
      { word, kind: 'reconnected' },
      { word: manager.see, kind: 'opened_account' },
    ];
  }
  if (state === 'open') return [{ word: manager.go, kind: 'form' }];
  const isLive = account.connection.status === 'connected';
  return isLive && pays ? [{ word: manager.pay, kind: 'pay_wanted' }] : [];
}
