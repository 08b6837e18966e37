import { diamond } from '../../ui/lattice.tsx';
import type { Reached } from './weave.tsx';

/** Stages in words below one another, each with its diamond. */
export function Stages({
  stages,
  states,
}: {
  stages: readonly { readonly word: string; readonly state: Reached; readonly note?: string }[];
  states: Readonly<Record<Reached, string>>;
}) {
  return (
    <ol className="stages">
      {stages.map(({ word, state, note }) => (
        <li key={word} data-state={state}>
          <svg width="14" height="18" viewBox="0 0 14 18" aria-hidden="true">
            <path d={diamond(7, 9, 12, 16)} data-state={state} />
          </svg>
          <span>
            {word}
            <span className="sr-only">: {states[state]}</span>
          </span>
          {note ? <span className="stage-note">{note}</span> : null}
        </li>
      ))}
    </ol>
  );
}
