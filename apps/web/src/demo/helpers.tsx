import { useState } from 'react';
import type { DemoOperator } from './operator.ts';
import type { SettingName } from './settings.ts';

/** What helps to fill in the options: keys, tokens and configs for those who are signed in, test logins for all. */
export function Helpers({
  operator,
  link_key,
  user,
  fill,
}: {
  operator: DemoOperator | undefined;
  link_key: string;
  /** The person that was made last. */
  user: string;
  fill: (name: SettingName, value: string) => void;
}) {
  return (
    <section aria-labelledby="helpers">
      <h2 id="helpers">To begin with</h2>
      {operator ? (
        <WithOperator operator={operator} link_key={link_key} user={user} fill={fill} />
      ) : (
        <p>
          A link key stands in the Console under Keys. <a href="/console/">Sign in there</a> with
          this browser and come back: keys, tokens and configs can then be picked here.
        </p>
      )}
      <p>
        In a sandbox, <code>test_1</code> logs in with <code>passgood</code> and the code{' '}
        <code>8081</code>; <code>pass_account_disabled</code> and its like end in that error.{' '}
        <code>northloom_stores</code> asks for a code, <code>walmart</code> for none.
      </p>
    </section>
  );
}

function WithOperator({
  operator,
  link_key,
  user,
  fill,
}: {
  operator: DemoOperator;
  link_key: string;
  user: string;
  fill: (name: SettingName, value: string) => void;
}) {
  const [trouble, setTrouble] = useState('');
  const environment = operator.environments.find(({ link_keys }) => link_keys.includes(link_key));
  const fillWith = (name: SettingName, made: Promise<string>) =>
    made.then(
      (value) => {
        setTrouble('');
        fill(name, value);
      },
      (error) => setTrouble(error instanceof Error ? error.message : String(error)),
    );
  return (
    <>
      <div className="field">
        <label htmlFor="keys">Link key of</label>
        <select
          id="keys"
          value={environment ? link_key : ''}
          onChange={(event) => fill('linkKey', event.target.value)}
        >
          <option value="">Choose an environment</option>
          {operator.environments.flatMap(({ name, link_keys }) =>
            link_keys.map((key) => (
              <option key={key} value={key}>
                {name}: {key.slice(0, 8)}
              </option>
            )),
          )}
        </select>
      </div>
      {environment ? (
        <div className="row">
          <button
            type="button"
            disabled={user === ''}
            onClick={() => fillWith('userToken', operator.mintToken(environment.id, user))}
          >
            New token of the last person
          </button>
          <button
            type="button"
            onClick={() =>
              fillWith('payDistributionConfig', operator.encryptConfig(environment.id))
            }
          >
            Encrypt a sample config
          </button>
        </div>
      ) : null}
      {trouble ? <p role="alert">{trouble}</p> : null}
    </>
  );
}
