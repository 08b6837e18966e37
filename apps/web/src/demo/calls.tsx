import { useState } from 'react';
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
          {calls.map((call, place) => (
            // Calls are only ever added, so their place names them.
            <li key={place}>
              <code>{call.name}</code>
              {call.payload === undefined ? null : (
                <pre>{JSON.stringify(call.payload, null, 2)}</pre>
              )}
              {call.updateToken ? <UpdateToken update={call.updateToken} /> : null}
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

/** Hands a new token to Link by the function that the callback was given. */
function UpdateToken({ update }: { update: (token: string) => void }) {
  const [token, setToken] = useState('');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        update(token.trim());
      }}
    >
      <input
        type="text"
        aria-label="New token"
        autoComplete="off"
        value={token}
        onChange={(event) => setToken(event.target.value)}
      />
      <button type="submit">Update token</button>
    </form>
  );
}
