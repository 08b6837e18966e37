import { eventTypes } from '@intarsia/domain';
import { z } from 'zod';
import { arg, flag, machineCommand, onServer, option } from '../command.ts';
import { Duration } from '../texts.ts';
import { trigger } from '../triggers/trigger.ts';
import { triggers } from '../triggers/triggers.ts';
import { eventView } from '../views/events.ts';
import { type Column, table } from '../views/table.ts';

/** An event and what it takes, as it is listed. */
interface Listed {
  readonly event: string;
  readonly how: string;
  readonly takes_time: boolean;
}

const columns: readonly Column<Listed>[] = [
  { title: 'Event', of: ({ event }) => event },
  {
    title: 'What is done',
    of: ({ how, takes_time }) => `${how}${takes_time ? ' (--advance)' : ''}`,
    cut: true,
  },
];

export const triggerCommands = [
  machineCommand({
    name: 'trigger',
    summary: 'Make something happen in the sandbox that causes an event',
    args: {
      event: arg(
        'Type of the event; lists all of them when not given',
        z.enum(eventTypes).optional(),
      ),
    },
    options: {
      advance: flag('Move the clock of the sandbox where the event takes days'),
      timeout: option('<time>', 'Wait at most this long (1m when not given)', Duration.default(60)),
    },
    examples: ['trigger', 'trigger accounts.connected', 'trigger payouts.removed --advance'],
    run: async (io, { event, advance, timeout }) => {
      if (event === undefined) return io.print(listed(), table(columns));
      await onServer(io, async (call) => {
        await call.print(await trigger(call, event, { seconds: timeout, advance }), eventView);
      });
    },
  }),
];

function listed(): Listed[] {
  return eventTypes.map((event) => {
    const { does, takes_time = false } = triggers[event];
    return { event, how: does, takes_time };
  });
}
