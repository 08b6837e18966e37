import { useState } from 'react';
import type { DemoBackend } from './backends.ts';
import type { SettingName, Values } from './settings.ts';

/** Tells what became of something: what was done, or why it was not. */
type Tried = (doing: Promise<void>, what: string) => Promise<void>;

/** What helps to fill in the options: keys, tokens and configs for those who may make them, test logins for all. */
export function Helpers({
  backends,
  values,
  user,
  fill,
  giveKey,
}: {
  backends: readonly DemoBackend[];
  values: Values;
  /** The person that was made last. */
  user: string;
  fill: (name: SettingName, value: string) => void;
  /** Takes an API key of a sandbox; rejects for another one. */
  giveKey: (key: string) => Promise<void>;
}) {
  const [trouble, setTrouble] = useState('');
  const [done, setDone] = useState('');
  const tried: Tried = async (doing, what) => {
    const fault = await doing.then(
      () => '',
      (error) => (error instanceof Error ? error.message : String(error)),
    );
    setTrouble(fault);
    setDone(fault === '' ? what : '');
  };
  return (
    <section aria-labelledby="helpers">
      <h2 id="helpers">To begin with</h2>
      {backends.length > 0 ? (
        <WithBackends backends={backends} values={values} user={user} fill={fill} tried={tried} />
      ) : (
        <>
          <p>
            A link key stands in the Console under API keys. <a href="/console/">Sign in there</a>{' '}
            with this browser and come back, or give a sandbox key: keys, tokens and configs can
            then be picked here, and tokens that end are replaced.
          </p>
          <KeyField give={(key) => tried(giveKey(key), 'This key is used.')} />
        </>
      )}
      {trouble ? <p role="alert">{trouble}</p> : null}
      <p role="status" className="quiet">
        {done}
      </p>
      <p>
        In a sandbox, <code>test_1</code> logs in with <code>passgood</code> and the code{' '}
        <code>8081</code>; <code>pass_account_disabled</code> and its like end in that error.{' '}
        <code>northloom_stores</code> asks for a code, <code>walmart</code> for none.
      </p>
    </section>
  );
}

/** Where an API key is typed. It stays in this page, and is gone with it. */
function KeyField({ give }: { give: (key: string) => void }) {
  const [key, setKey] = useState('');
  return (
    <div className="row">
      <input
        type="password"
        aria-label="API key of a sandbox, id:secret"
        placeholder="id:secret of a sandbox"
        autoComplete="off"
        value={key}
        onChange={(event) => setKey(event.target.value)}
      />
      <button type="button" disabled={key.trim() === ''} onClick={() => give(key.trim())}>
        Use this key
      </button>
    </div>
  );
}

function WithBackends({
  backends,
  values: { linkKey = '', userToken = '' },
  user,
  fill,
  tried,
}: {
  backends: readonly DemoBackend[];
  values: Values;
  user: string;
  fill: (name: SettingName, value: string) => void;
  tried: Tried;
}) {
  const backend = backends.find(({ link_keys }) => link_keys.includes(linkKey));
  return (
    <>
      <div className="field">
        <label htmlFor="keys">Link key of</label>
        <select
          id="keys"
          value={backend ? linkKey : ''}
          onChange={(event) => fill('linkKey', event.target.value)}
        >
          <option value="">Choose an environment</option>
          {backends.flatMap(({ name, link_keys }) =>
            link_keys.map((key) => (
              <option key={key} value={key}>
                {name}: {key.slice(0, 8)}
              </option>
            )),
          )}
        </select>
      </div>
      {backend ? (
        <div className="row">
          <button
            type="button"
            disabled={user === ''}
            onClick={() =>
              tried(
                backend.mintToken(user).then((token) => fill('userToken', token)),
                'A new token stands in userToken.',
              )
            }
          >
            New token of the last person
          </button>
          <button
            type="button"
            onClick={() =>
              tried(
                backend.encryptConfig().then((made) => fill('payDistributionConfig', made)),
                'A config stands in payDistributionConfig.',
              )
            }
          >
            Encrypt a sample config
          </button>
        </div>
      ) : null}
      {backend?.outlive ? (
        <>
          <button
            type="button"
            disabled={userToken === ''}
            aria-describedby="ends"
            onClick={() =>
              backend.outlive && tried(backend.outlive(userToken), 'The token has ended.')
            }
          >
            Let the token end
          </button>
          <p id="ends">
            Moves the clock of the sandbox past the end of userToken, for all that is in it. Open
            Link then: it calls onTokenExpired, and this page answers with a new token, as yours
            would.
          </p>
        </>
      ) : null}
    </>
  );
}
