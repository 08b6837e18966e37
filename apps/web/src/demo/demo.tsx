import { type CallbackName, callbackNames } from '@intarsia/link/protocol';
import { useEffect, useState } from 'react';
import { Calls } from './calls.tsx';
import { Helpers } from './helpers.tsx';
import { type DemoOperator, findOperator } from './operator.ts';
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
  const operator = useOperator(origin);
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
            if (intarsia) tryLink(intarsia, { values, handled, tell });
          }}
        >
          <Helpers
            operator={operator}
            link_key={values.linkKey ?? ''}
            user={lastUser(calls)}
            fill={fill}
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

/** Who is signed in to the Console with this browser; undefined while that is not known, or when nobody is. */
function useOperator(origin: string): DemoOperator | undefined {
  const [operator, setOperator] = useState<DemoOperator>();
  useEffect(() => {
    let isShown = true;
    findOperator(origin).then(
      (found) => isShown && setOperator(found),
      // Without an operator the page only helps less.
      () => {},
    );
    return () => {
      isShown = false;
    };
  }, [origin]);
  return operator;
}

/** The person that the newest callback was about; empty when there was none. */
function lastUser(calls: readonly Call[]): string {
  for (const { payload } of [...calls].reverse()) {
    if (typeof payload !== 'object' || payload === null || !('userId' in payload)) continue;
    if (typeof payload.userId === 'string') return payload.userId;
  }
  return '';
}
