import { NativeSelect } from '@mantine/core';
import { oneOf } from '../url/search.ts';

const choices = [
  { value: 'default', label: 'As the server has it' },
  { value: 'allowed', label: 'Allowed' },
  { value: 'refused', label: 'Refused' },
] as const;
const values = { default: null, allowed: true, refused: false } as const;

/** Whether webhooks of this sandbox may lead to the machine that the server runs on; null leaves it to the server. */
export function LoopbackField(props: {
  allowed: boolean | null;
  readOnly: boolean;
  choose(allowed: boolean | null): void;
}) {
  const { allowed } = props;
  const chosen = choices.find(({ value }) => values[value] === allowed)?.value ?? 'default';
  return (
    <NativeSelect
      className="loopback"
      label="Webhooks to the server’s own machine"
      description="A server that listens on the loopback allows http://localhost by itself."
      data={choices.map((choice) => ({ ...choice }))}
      value={chosen}
      disabled={props.readOnly}
      onChange={(event) => {
        const names = choices.map(({ value }) => value);
        props.choose(values[oneOf(event.currentTarget.value, names) ?? 'default']);
      }}
    />
  );
}
