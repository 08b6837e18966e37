import type { ToldError } from '@intarsia/link/protocol';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Fault } from '../ui/fault.tsx';
import { Screen } from '../ui/screen.tsx';

/** Link can't start or go on: why, and what to do. Only where a second try may help there is one. */
export function Failed({ error, onAgain }: { error: ToldError; onAgain: () => void }) {
  const { texts, send } = useFace();
  const { titles, texts: reasons } = texts.failed;
  return (
    <Screen
      mark={<Fault />}
      title={titles[error]}
      text={<p>{reasons[error]}</p>}
      actions={
        <>
          {error === 'generic' ? <Button onClick={onAgain}>{texts.again}</Button> : null}
          <Button
            kind={error === 'generic' ? 'quiet' : 'primary'}
            onClick={() => send({ kind: 'closed' })}
          >
            {texts.close}
          </Button>
        </>
      }
    >
      <p className="fine">{error}</p>
    </Screen>
  );
}
