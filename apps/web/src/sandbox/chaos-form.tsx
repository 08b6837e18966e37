import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Action } from '../ui/action.tsx';
import { fieldError, namesFields } from '../ui/explain.ts';
import { Problem } from '../ui/problem.tsx';
import {
  type ChaosSettings,
  type ChaosTexts,
  chaosFields,
  settingsFrom,
  textsOf,
} from './chaos.ts';

/** What goes wrong in this sandbox on purpose, and what it forgets by itself. Empty is off. */
export function ChaosForm(props: {
  settings: ChaosSettings;
  busy: boolean;
  error: unknown;
  save(changed: ChaosSettings): void;
}) {
  const [texts, setTexts] = useState<ChaosTexts>(() => textsOf(props.settings));
  const names = chaosFields.map(({ name }) => name);
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.save(settingsFrom(texts));
  };
  return (
    <form className="form" onSubmit={send}>
      {props.error && !namesFields(props.error, names) ? <Problem error={props.error} /> : null}
      <div className="chaos">
        {chaosFields.map(({ name, label, unit, about }) => (
          <TextInput
            key={name}
            label={label}
            description={about}
            placeholder="Off"
            inputMode="decimal"
            autoComplete="off"
            rightSection={<span className="muted small">{unit}</span>}
            rightSectionWidth="5rem"
            rightSectionPointerEvents="none"
            value={texts[name]}
            error={fieldError(props.error, name)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTexts((current) => ({ ...current, [name]: value }));
            }}
          />
        ))}
      </div>
      <p className="muted small">
        They disturb the calls of keys and tokens alone: never the Console, and never calls under{' '}
        <code>/v1/sandbox/</code>.
      </p>
      <div>
        <Action type="submit" variant="default" loading={props.busy}>
          Save settings
        </Action>
      </div>
    </form>
  );
}
