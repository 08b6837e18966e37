import type { Call } from './run.ts';

/** The callbacks so far, the newest last. */
export function Calls({ calls, clear }: { calls: readonly Call[]; clear: () => void }) {
  return (
    <section aria-labelledby="calls">
      <header>
        <h2 id="calls">Callbacks</h2>
        <button type="button" disabled={calls.length === 0} onClick={clear}>
          Clear
        </button>
      </header>
      <div role="log" aria-labelledby="calls">
        <ol className="calls">
          {calls.map(({ name, payload, done }, place) => (
            // Calls are only ever added, so their place names them.
            <li key={place}>
              <code>{name}</code>
              {payload === undefined ? null : <pre>{JSON.stringify(payload, null, 2)}</pre>}
              {done === undefined ? null : <p>{done}</p>}
            </li>
          ))}
        </ol>
      </div>
      {calls.length === 0 ? (
        <p className="quiet">Each appears here with what it was given.</p>
      ) : null}
    </section>
  );
}
