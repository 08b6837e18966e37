import { diamond } from '../ui/lattice.tsx';
import type { Stage } from './states.ts';

const WIDTH = 22;
const HEIGHT = 28;
const words = { done: 'done', now: 'in progress', failed: 'failed', ahead: 'not yet' } as const;

/** The way of a connection as a row of diamonds that fill as its stages finish. */
export function Stages({ stages }: { stages: readonly Stage[] }) {
  return (
    <ol className="stages">
      {stages.map(({ word, state }) => (
        <li key={word} data-state={state}>
          <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
            <path d={diamond(WIDTH / 2, HEIGHT / 2, WIDTH - 2, HEIGHT - 2)} />
            {state === 'done' || state === 'now' ? (
              <path
                className="stage-core"
                d={diamond(WIDTH / 2, HEIGHT / 2, WIDTH - 8, HEIGHT - 9.6)}
              />
            ) : null}
          </svg>
          <span>
            {word}
            <span className="sr-only">: {words[state]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
