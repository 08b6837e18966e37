import { type CallbackName, callbackNames } from '@intarsia/link/protocol';
import { useEffect, useState } from 'react';
import { backendOfKey, backendsOfOperator, type DemoBackend } from './backends.ts';
import { Calls } from './calls.tsx';
import { Helpers } from './helpers.tsx';
import { type Call, type LinkScript, tryLink } from './run.ts';
import { SettingField } from './setting-field.tsx';
import { codeOf, groups, type SettingName, type Values } from './settings.ts';

/** A page where every option of Link can be tried and every callback seen. */
export function Demo({
  intarsia,
  origin,
  link_key,
}: {
  intarsia: LinkScript | undefined;
  origin: string;
  link_key: string;
}) {
  const [values, setValues] = useState<Values>({ linkKey: link_key });
  const [handled, setHandled] = useState<ReadonlySet<CallbackName>>(new Set(callbackNames));
  const [calls, setCalls] = useState<readonly Call[]>([]);
  const [backends, setBackends] = useBackends(origin);
  const fill = (name: SettingName, value: string) =>
    setValues((before) => ({ ...before, [name]: value }));
  const names = callbackNames.filter((name) => handled.has(name));
  const tell = (call: Call) => setCalls((before) => [...before, call]);

  return (
    <>
      <header className="top">
        <h1>Try Link</h1>
        <p>Link, as a page of yours would open it, with every option and every callback.</p>
      </header>
      <main>
        <form
          className="options"
          onSubmit={(event) => {
            event.preventDefault();
            const { linkKey = '' } = values;
            const backend = backends.find(({ link_keys }) => link_keys.includes(linkKey));
            const mintToken = backend?.mintToken;
            if (intarsia) tryLink(intarsia, { values, handled, tell, mintToken });
          }}
        >
          <Helpers
            backends={backends}
            values={values}
            user={lastUser(calls)}
            fill={fill}
            giveKey={async (key) => {
              const backend = await backendOfKey(origin, key);
              setBackends([backend]);
              fill('linkKey', backend.link_keys[0] ?? '');
            }}
          />
          {Object.entries(groups).map(([title, members]) => (
            <fieldset key={title}>
              <legend>{title}</legend>
              {members.map((name) => (
                <SettingField
                  key={name}
                  name={name}
                  value={values[name] ?? ''}
                  change={(value) => fill(name, value)}
                />
              ))}
            </fieldset>
          ))}
          <Handled handled={handled} change={setHandled} />
          <div className="open">
            <button type="submit" className="main" disabled={!intarsia}>
              Open Link
            </button>
            {intarsia ? null : <p role="alert">The script of Link did not load.</p>}
          </div>
        </form>
        <div className="results">
          <Calls calls={calls} clear={() => setCalls([])} />
          <section aria-labelledby="code">
            <h2 id="code">The same in code</h2>
            <pre className="code">
              {`<script src="${origin}/link/v3.js"></script>\n\n${codeOf(values, names)}`}
            </pre>
          </section>
        </div>
      </main>
    </>
  );
}

/** Which callbacks the page has a function for. */
function Handled({
  handled,
  change,
}: {
  handled: ReadonlySet<CallbackName>;
  change: (handled: ReadonlySet<CallbackName>) => void;
}) {
  return (
    <fieldset className="checks">
      <legend>Callbacks that there are</legend>
      {callbackNames.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={handled.has(name)}
            onChange={({ target }) => {
              const next = new Set(handled);
              if (target.checked) next.add(name);
              else next.delete(name);
              change(next);
            }}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** What can be done here as a backend does: for who is signed in to the Console with this browser, or gives a key. */
function useBackends(origin: string) {
  const state = useState<readonly DemoBackend[]>([]);
  const [, setBackends] = state;
  useEffect(() => {
    let isShown = true;
    backendsOfOperator(origin).then(
      (found) => isShown && setBackends(found),
      // Without an operator the page only helps less.
      () => {},
    );
    return () => {
      isShown = false;
    };
  }, [origin, setBackends]);
  return state;
}

/** The person that the newest callback was about; empty when there was none. */
function lastUser(calls: readonly Call[]): string {
  for (const { payload } of [...calls].reverse()) {
    if (typeof payload !== 'object' || payload === null || !('userId' in payload)) continue;
    if (typeof payload.userId === 'string') return payload.userId;
  }
  return '';
}
