import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '../ui/confirm.tsx';
import type { Drive } from './drive.ts';

/** Sets the clock to the server's time, after saying what that means. */
export function ResetClock(props: { drive: Drive; opened: boolean; close(): void }) {
  const { drive, opened, close } = props;
  const [seed, setSeed] = useState('');
  return (
    <Confirm
      title="Reset the clock"
      opened={opened}
      close={close}
      action="Reset clock"
      confirm={() => {
        drive.reset(seed === '' ? undefined : seed);
        close();
      }}
      busy={drive.under_way}
      error={null}
    >
      <p>
        The clock runs with the time of the server again. While the sandbox has users it only goes
        forward, and the seed stays: to go back, empty the world or restore a snapshot.
      </p>
      <TextInput
        label="New seed"
        description="Changes what the data of a sandbox without users is made from. Empty keeps the seed."
        autoComplete="off"
        maxLength={200}
        value={seed}
        onChange={(event) => setSeed(event.currentTarget.value)}
      />
    </Confirm>
  );
}
