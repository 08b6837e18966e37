import { useEffect, useState } from 'react';
import type { LinkAccount } from '../shapes.ts';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { Stages } from '../ui/stages.tsx';
import { Weave } from '../ui/weave.tsx';
import { loginStages } from './stages.ts';

const SLOW_MS = 15_000;

/** A login that is being checked: which stage it has really come to. */
export function Progress({ known }: { known: LinkAccount }) {
  const { platform, texts, announce } = useFace();
  const { progress } = texts;
  const { name } = known.item;
  const [slow, setSlow] = useState(false);
  const stages = loginStages(known);
  const now = progress.now(name);
  useEffect(() => announce(now), [announce, now]);
  useEffect(() => platform.after(SLOW_MS, () => setSlow(true)), [platform]);
  return (
    <Screen
      mark={<Weave stages={stages.map(({ state }) => state)} />}
      title={progress.title(name)}
      text={<p>{now}</p>}
    >
      <Stages
        stages={stages.map(({ stage, state }) => ({ state, word: wordOf(stage) }))}
        states={progress.states}
      />
      {slow ? <p className="hint">{progress.slow}</p> : null}
    </Screen>
  );

  function wordOf(stage: 'sent' | 'checked' | 'verified' | 'connected'): string {
    return stage === 'checked' ? progress.stages.checked(name) : progress.stages[stage];
  }
}
