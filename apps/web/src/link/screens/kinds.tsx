import { useFace } from '../ui/context.tsx';

/** Picks a kind of link items; not shown where there is only one. */
export function Kinds({
  kinds,
  picked,
  onPick,
}: {
  kinds: readonly string[];
  picked: string;
  onPick: (kind: string) => void;
}) {
  const { texts } = useFace();
  const { search } = texts;
  if (kinds.length < 2) return null;
  const names: Readonly<Record<string, string>> = { all: search.all, ...search.kind };
  return (
    <fieldset className="kinds">
      <legend className="sr-only">{search.kinds}</legend>
      {['all', ...kinds].map((kind) => (
        <button
          key={kind}
          type="button"
          className="chip"
          aria-pressed={kind === picked}
          onClick={() => onPick(kind)}
        >
          {names[kind] ?? kind}
        </button>
      ))}
    </fieldset>
  );
}
