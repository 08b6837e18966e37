import type { WidgetError } from '@intarsia/link/protocol';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Fault } from '../ui/fault.tsx';
import { Screen } from '../ui/screen.tsx';

/** Link can't start or go on: why, and what to do. Only where a second try may help there is one. */
export function Failed({ error, onAgain }: { error: WidgetError; onAgain: () => void }) {
  const { texts, send } = useFace();
  const { titles, texts: reasons } = texts.failed;
  const known = error in titles ? (error as keyof typeof titles) : 'generic';
  return (
    <Screen
      mark={<Fault />}
      title={titles[known]}
      text={<p>{reasons[known]}</p>}
      actions={
        <>
          {known === 'generic' ? <Button onClick={onAgain}>{texts.again}</Button> : null}
          <Button
            kind={known === 'generic' ? 'quiet' : 'primary'}
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
