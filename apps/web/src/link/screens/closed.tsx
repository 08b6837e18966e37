import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { Weave } from '../ui/weave.tsx';

/** What is left on a page that stands alone; over another page it is gone in a moment. */
export function Closed() {
  const { texts } = useFace();
  return (
    <Screen
      mark={<Weave stages={['done']} />}
      title={texts.ended}
      text={<p>{texts.endedText}</p>}
    />
  );
}
