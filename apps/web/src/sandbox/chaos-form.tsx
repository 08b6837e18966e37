import type { FormEvent } from 'react';
import { Action } from '../ui/action.tsx';
import { namesFields } from '../ui/explain.ts';
import { NumberFields, useNumberTexts } from '../ui/number-fields.tsx';
import { Problem } from '../ui/problem.tsx';
import { type ChaosSettings, chaosFields, settingsFrom, textsOf } from './chaos.ts';

/** What goes wrong in this sandbox on purpose, and what it forgets by itself. Empty is off. */
export function ChaosForm(props: {
  settings: ChaosSettings;
  busy: boolean;
  error: unknown;
  save(changed: ChaosSettings): void;
}) {
  const typed = useNumberTexts(textsOf(props.settings));
  const names = chaosFields.map(({ name }) => name);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (typed.check()) props.save(settingsFrom(typed.texts));
  };
  return (
    <form className="form" onSubmit={send}>
      {props.error && !namesFields(props.error, names) ? <Problem error={props.error} /> : null}
      <NumberFields fields={chaosFields} typed={typed} error={props.error} />
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
