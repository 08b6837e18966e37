import { useEffect } from 'react';
import { switchesPay } from '../flow/follow.ts';
import type { LinkAccount } from '../shapes.ts';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { Stages } from '../ui/stages.tsx';
import { Weave } from '../ui/weave.tsx';
import { dataStages } from './stages.ts';

/** The account is connected. What is read from it comes in while the person looks, or without them. */
export function Success({ known }: { known: LinkAccount }) {
  const { flow, texts, client, send, announce } = useFace();
  const { success, progress } = texts;
  const { account, item } = known;
  const stages = dataStages(account);
  const read =
    account.availability.profiles !== null && stages.every(({ state }) => state === 'done');
  const paid = account.availability.payouts?.available_count ?? 0;
  const goesOn = switchesPay(flow, item);
  useEffect(() => {
    if (read) announce(success.read);
  }, [announce, read, success]);
  return (
    <Screen
      mark={<Weave stages={['done', ...stages.map(({ state }) => state)]} />}
      title={success.title(item.name)}
      text={<p>{success.text(client)}</p>}
      actions={
        <>
          {goesOn ? (
            <Button onClick={() => send({ kind: 'pay_wanted', account: account.id })}>
              {success.pay}
            </Button>
          ) : null}
          <Button kind={goesOn ? 'quiet' : 'primary'} onClick={() => send({ kind: 'closed' })}>
            {texts.done}
          </Button>
          {goesOn ? null : (
            <Button kind="quiet" onClick={() => send({ kind: 'managed' })}>
              {success.manage}
            </Button>
          )}
        </>
      }
    >
      <Stages
        stages={stages.map(({ kind, state }) => ({
          word: success.kinds[kind],
          state,
          ...(kind === 'payouts' && paid > 0 ? { note: success.payouts(paid) } : {}),
        }))}
        states={progress.states}
      />
      <p className="hint">{read ? success.read : success.reading}</p>
    </Screen>
  );
}
