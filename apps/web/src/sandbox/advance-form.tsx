import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Action } from '../ui/action.tsx';
import { fieldError } from '../ui/explain.ts';
import type { Drive } from './drive.ts';
import { targetOf } from './target.ts';

const presets = [
  ['PT1H', '1 hour'],
  ['P1D', '1 day'],
  ['P7D', '7 days'],
  ['P30D', '30 days'],
  ['P1Y', '1 year'],
] as const;

/** Moves the clock forward: by a usual step, or by whatever is typed. */
export function AdvanceForm({ now, drive }: { now: string; drive: Drive }) {
  const [text, setText] = useState('');
  const reason = drive.under_way ? 'The clock is moving.' : undefined;
  const advance = (wanted: string) => {
    const target = targetOf(wanted, now);
    if ('to' in target) drive.advanceTo(target.to, now);
    else drive.advanceBy(target.by);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!drive.under_way) advance(text);
  };
  return (
    <form className="advance" onSubmit={send}>
      <fieldset className="advance-steps">
        <legend>Advance by</legend>
        {presets.map(([by, label]) => (
          <Action key={by} variant="default" reason={reason} onClick={() => advance(by)}>
            {label}
          </Action>
        ))}
      </fieldset>
      <div className="advance-typed">
        <TextInput
          label="Or by a duration, or to a date"
          placeholder="P31D or 2027-01-31"
          autoComplete="off"
          spellCheck={false}
          required
          withAsterisk={false}
          value={text}
          error={fieldError(drive.error, 'by') ?? fieldError(drive.error, 'to')}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Action type="submit" reason={reason}>
          Advance
        </Action>
      </div>
    </form>
  );
}
