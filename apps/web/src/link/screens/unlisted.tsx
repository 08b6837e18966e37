import { findForm } from '../run/forms.ts';
import { Button } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { Weave } from '../ui/weave.tsx';

/** The person can't find where they are paid: questions and papers take the place of a login. */
export function Unlisted() {
  const { flow, session, texts, send } = useFace();
  const { unlisted } = texts;
  const found = useLoaded('form', () => findForm(session));
  const of = found.value;
  const canSend = found.pending || of !== undefined;
  return (
    <Screen
      mark={<Weave stages={['done', 'ahead', 'done']} />}
      title={unlisted.title}
      text={<p>{canSend ? unlisted.text : unlisted.noForm}</p>}
      actions={
        <>
          {canSend ? (
            <Button
              busy={flow.busy || found.pending}
              onClick={() => of && send({ kind: 'form_wanted', of })}
            >
              {unlisted.go}
            </Button>
          ) : null}
          <Button kind={canSend ? 'quiet' : 'primary'} onClick={() => send({ kind: 'back' })}>
            {unlisted.back}
          </Button>
        </>
      }
    />
  );
}
