import { diamond } from '../ui/lattice.tsx';
import type { Reached, Stage } from './progress.ts';
import './stages.css';

const WIDTH = 18;
const HEIGHT = 24;
const words = { done: 'done', now: 'in progress', failed: 'failed', ahead: 'not yet' } as const;

/** The way of a connection as a thread of diamonds that fill as its stages finish. */
export function Stages({ stages }: { stages: readonly Stage[] }) {
  return (
    <ol className="stages">
      {stages.map(({ word, state, parts = [state] }) => (
        <li key={word} data-state={state}>
          <span className="stage-mark" aria-hidden="true">
            <Cluster parts={parts} />
            <span className="stage-thread" />
          </span>
          <span>
            {word}
            <span className="sr-only">: {words[state]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Diamonds in two rows that meet at their edges; a single one lies between the rows. */
function Cluster({ parts }: { parts: readonly Reached[] }) {
  const [single, columns] = [parts.length === 1, Math.ceil(parts.length / 2)];
  const width = (columns + (parts.length % 2 === 0 ? 0.5 : 0)) * WIDTH;
  const height = HEIGHT * 1.5;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      {parts.map((state, index) => {
        const upper = index % 2 === 0;
        const x = (Math.floor(index / 2) + (upper ? 0.5 : 1)) * WIDTH;
        const y = single ? height / 2 : upper ? HEIGHT / 2 : HEIGHT;
        return <Diamond key={index} state={state} x={x} y={y} />;
      })}
    </svg>
  );
}

function Diamond({ state, x, y }: { state: Reached; x: number; y: number }) {
  return (
    <g data-state={state}>
      <path d={diamond(x, y, WIDTH - 2, HEIGHT - 2.8)} />
      {state === 'now' ? (
        <path className="stage-core" d={diamond(x, y, WIDTH - 8, HEIGHT - 10.8)} />
      ) : null}
    </g>
  );
}
