import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Problem } from '../ui/problem.tsx';
import { duration } from '../ui/times.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const overlaps = [0, HOUR, DAY, 7 * DAY, 30 * DAY];

/** Asks for how long the old secret of something goes on beside its new one. */
export function OverlapForm(props: {
  label: string;
  description: string;
  /** What the button says: "Rotate key". */
  action: string;
  busy: boolean;
  error: unknown;
  cancel(): void;
  submit(seconds: number): void;
}) {
  const [seconds, setSeconds] = useState(DAY);
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.submit(seconds);
  };
  return (
    <form className="form" onSubmit={send}>
      {props.error ? <Problem error={props.error} /> : null}
      <NativeSelect
        data-autofocus
        label={props.label}
        description={props.description}
        value={String(seconds)}
        onChange={(event) => setSeconds(Number(event.currentTarget.value))}
        data={overlaps.map((overlap) => ({
          value: String(overlap),
          label: overlap === 0 ? 'Not at all: it ends at once' : duration(overlap),
        }))}
      />
      <div className="form-end">
        <Button variant="default" onClick={props.cancel}>
          Cancel
        </Button>
        <Button type="submit" loading={props.busy}>
          {props.action}
        </Button>
      </div>
    </form>
  );
}
