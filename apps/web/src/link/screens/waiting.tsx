import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { Weave } from '../ui/weave.tsx';

/** Somebody else has to do something first: what it is, and the way out. */
export function Waiting({ text }: { text: string }) {
  const { texts, send } = useFace();
  return (
    <Screen
      mark={<Weave stages={['now']} />}
      title={texts.moment}
      text={<p>{text}</p>}
      actions={
        <Button kind="quiet" onClick={() => send({ kind: 'closed' })}>
          {texts.close}
        </Button>
      }
    />
  );
}
