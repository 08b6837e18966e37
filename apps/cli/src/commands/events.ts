import { ReadFeedInput } from '@intarsia/domain';
import { command, flag, option } from '../command.ts';
import { usage } from '../failures.ts';
import type { Io, Remote } from '../io.ts';
import { Count, listOptions } from '../lists.ts';
import { definedOf } from '../texts.ts';
import { eventColumns } from '../views/events.ts';
import { table } from '../views/table.ts';

const { type, account, user } = ReadFeedInput.shape;
const PAGE_SIZE = 200;

export const eventsCommands = [
  command({
    name: 'events list',
    summary: 'List all that happened, oldest first',
    options: {
      type: option('<type>', 'Only those of one type', type),
      account: option('<id>', 'Only those of one account', account),
      user: option('<id>', 'Only those of one user', user),
      last: option('<n>', 'The newest so many, at most 200', Count.optional()),
      limit: listOptions.limit,
      cursor: option(
        '<id>',
        'Go on behind a `cursor`, or behind an event',
        ReadFeedInput.shape.cursor,
      ),
      all: flag('Follow the feed to its end'),
    },
    examples: [
      'events list --last 20',
      'events list --type accounts.failed',
      'events list --all --json',
    ],
    run: async (call, { all, ...said }) => {
      const others = all || said.limit !== undefined || said.cursor !== undefined;
      if (said.last !== undefined && others) {
        throw usage('--last goes with --type, --account and --user alone.');
      }
      if (!all) return printPage(call, definedOf(said));
      if (said.limit !== undefined) throw usage('--limit and --all do not go together.');
      await printAll(call, definedOf(said));
    },
  }),
];

type Asked = Parameters<Remote['api']['events']['list']['query']>[0];

async function printPage(call: Io & Remote, asked: Asked): Promise<void> {
  const page = await call.api.events.list.query(asked);
  const view = table(eventColumns);
  await call.print(page, ({ results }, paint) => (results.length > 0 ? view(results, paint) : ''));
  warnOfGap(call, page.gap);
  if (page.has_more) call.note(`More with --cursor ${page.cursor}, or everything with --all.`);
  else call.note('That is all. `intarsia listen` shows what comes.');
}

async function printAll(call: Io & Remote, asked: Asked): Promise<void> {
  const writer = call.printList(table(eventColumns));
  let page = await call.api.events.list.query({ ...asked, limit: PAGE_SIZE });
  warnOfGap(call, page.gap);
  await writer.write(page.results);
  while (page.has_more) {
    page = await call.api.events.list.query({ ...asked, limit: PAGE_SIZE, cursor: page.cursor });
    await writer.write(page.results);
  }
  await writer.end();
}

function warnOfGap({ warn }: Io, gap: boolean): void {
  if (gap) warn('some events behind that cursor are no longer kept; this begins with the oldest.');
}
