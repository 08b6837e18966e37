import { NativeSelect, TextInput } from '@mantine/core';
import { useId } from 'react';
import { codeChoices, endings, type Login, personas } from './logins.ts';

/** Who logs in, how it ends, and what is answered to the question for a code. */
export function LoginFields(props: {
  login: Login;
  asksForCode: boolean;
  change(part: Partial<Login>): void;
}) {
  const { login, asksForCode, change } = props;
  return (
    <>
      <PersonaPicker username={login.username} choose={(username) => change({ username })} />
      <NativeSelect
        label="How the login ends"
        description={
          <>
            Password <code>{login.password}</code>
          </>
        }
        value={login.password}
        onChange={(event) => change({ password: event.currentTarget.value })}
        data={endings.map(({ group, items }) => ({
          group,
          items: items.map(({ password, label }) => ({ value: password, label })),
        }))}
      />
      {asksForCode ? (
        <NativeSelect
          label="Verification code"
          value={login.mfa_code}
          onChange={(event) => change({ mfa_code: event.currentTarget.value })}
          data={codeChoices(login.username)}
        />
      ) : null}
    </>
  );
}

function PersonaPicker(props: { username: string; choose(username: string): void }) {
  const { username, choose } = props;
  const name = useId();
  const generated = /^gen_(\d*)$/.exec(username)?.[1];
  return (
    <fieldset className="picker">
      <legend>Persona</legend>
      <div className="personas">
        {personas.map((persona) => (
          <label key={persona.username} className="persona">
            <input
              type="radio"
              name={name}
              checked={username === persona.username}
              onChange={() => choose(persona.username)}
            />
            <code>{persona.username}</code>
          </label>
        ))}
        <label className="persona">
          <input
            type="radio"
            name={name}
            checked={generated !== undefined}
            onChange={() => choose('gen_1')}
          />
          <span>Generated</span>
        </label>
      </div>
      {generated === undefined ? null : (
        <TextInput
          label="Number of the generated person"
          description="Any number; the same one is always the same person."
          inputMode="numeric"
          value={generated}
          required
          withAsterisk={false}
          onChange={(event) => choose(`gen_${event.currentTarget.value.replace(/\D/g, '')}`)}
        />
      )}
    </fieldset>
  );
}
