import { CreateWebhookInput, EVERY_EVENT, v1EventTypes } from '@intarsia/domain';
import { z } from 'zod';
import { command, option } from '../command.ts';
import { usage } from '../failures.ts';
import { endOfFeed } from '../feed.ts';
import type { Io, Remote } from '../io.ts';
import { type FeedPlace, feedFrom } from '../listen/feed.ts';
import { type Forwarded, forward } from '../listen/forward.ts';
import { newSecret } from '../listen/signing.ts';
import { type ListenState, openListenState } from '../listen/state.ts';
import { Count } from '../lists.ts';
import { keyIdOf } from '../texts.ts';
import { heardView } from '../views/listen.ts';
import { EventNames, secretOf } from '../webhook-texts.ts';

export const listenCommands = [
  command({
    name: 'listen',
    summary: 'Show events as they come, and forward them to your machine',
    options: {
      forward: option(
        '<url>',
        'Send each event there, signed as a delivery',
        CreateWebhookInput.shape.url.optional(),
      ),
      events: option(
        '<a,b>',
        'Only these types; all documented ones when not given',
        EventNames.default(['*']),
      ),
      secret: option(
        '<text>',
        'What signs deliveries, or @file; a new one when not given',
        z.string().min(1).optional(),
      ),
      from: {
        ...option(
          '<place>',
          'Where to begin; where the last one stopped when not given',
          z.enum(['now', 'start']).optional(),
        ),
        choices: ['now', 'start'],
      },
      last: option('<n>', 'Begin so many events ago, at most 200', Count.optional()),
      count: option('<n>', 'End after so many events', Count.optional()),
    },
    examples: [
      'listen',
      'listen --last 20',
      'listen --forward http://localhost:3000/hook',
      'listen --events accounts.failed,payouts.added --json',
    ],
    run: async (call, { forward: url, events, secret, from, last, count }) => {
      if (from !== undefined && last !== undefined) throw usage('Give either --from or --last.');
      const { target, profiles } = call;
      const key = keyIdOf(target.api_key ?? '');
      const state = openListenState(profiles.file, [target.url, key, url ?? '-']);
      const place = last === undefined ? await placeOf(call, state, from) : { last };
      const signing = url === undefined ? undefined : await signingOf(call, state, { url, secret });
      call.note(`Listening to ${target.url}${url === undefined ? '' : `, forwarding to ${url}`}.`);
      await listen(call, { place, state, signing, isWanted: wantedOf(events), count });
    },
  }),
];

interface Listening {
  readonly place: FeedPlace;
  readonly state: ListenState;
  readonly signing: { readonly url: string; readonly secret: string } | undefined;
  readonly count: number | undefined;
  isWanted(type: string): boolean;
}

async function listen(
  call: Io & Remote,
  { place, state, signing, isWanted, count }: Listening,
): Promise<void> {
  let heard = 0;
  for await (const page of feedFrom(call, place)) {
    for (const event of page.results) {
      if (!isWanted(event.type)) continue;
      const forwarded: Forwarded | null = signing ? await forward(call, event, signing) : null;
      // Kept once it was answered: what a stop interrupts is sent again.
      state.write({ cursor: event.id });
      await call.printLine({ ...event, forwarded }, heardView);
      heard += 1;
      if (heard === count) return;
    }
    state.write({ cursor: page.cursor });
  }
}

async function placeOf(
  call: Io & Remote,
  state: ListenState,
  from: 'now' | 'start' | undefined,
): Promise<FeedPlace> {
  const { cursor } = state.read();
  if (from === undefined && cursor !== undefined) return { cursor };
  const begin = from === 'start' ? undefined : await endOfFeed(call);
  state.write({ cursor: begin });
  return { cursor: begin };
}

/** The same secret in every run, so that a receiver can keep it. */
async function signingOf(
  { read, random, printLine, json, note }: Io,
  state: ListenState,
  { url, secret: given }: { url: string; secret: string | undefined },
): Promise<{ url: string; secret: string }> {
  if (given !== undefined) return { url, secret: await secretOf(given, read) };
  const known = state.read().secret;
  const secret = known ?? newSecret(random);
  if (known === undefined) state.write({ secret });
  if (json) await printLine({ forwarding: url, secret }, () => '');
  else note(`Deliveries are signed with ${secret}`);
  return { url, secret };
}

function wantedOf(names: readonly string[]): (type: string) => boolean {
  const documented: readonly string[] = v1EventTypes;
  return (type) =>
    names.includes(type) || (names.includes(EVERY_EVENT) && documented.includes(type));
}
