import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { Weave } from '../ui/weave.tsx';

/** Papers and answers have arrived. */
export function Sent() {
  const { texts, client, send } = useFace();
  return (
    <Screen
      mark={<Weave stages={['done']} />}
      title={texts.sent.title}
      text={<p>{texts.sent.text(client)}</p>}
      actions={
        <>
          <Button onClick={() => send({ kind: 'closed' })}>{texts.done}</Button>
          <Button kind="quiet" onClick={() => send({ kind: 'managed' })}>
            {texts.success.manage}
          </Button>
        </>
      }
    />
  );
}
