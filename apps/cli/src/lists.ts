import type { Page } from '@intarsia/domain';
import { z } from 'zod';
import { flag, option } from './command.ts';
import { usage } from './failures.ts';
import type { Io } from './io.ts';
import { type Column, table } from './views/table.ts';
import { counted } from './views/text.ts';

/** The most items that the API gives on a page. */
const PAGE_SIZE = 200;

/** A number of things, as it is written. */
export const Count = z
  .string()
  .regex(/^0*[1-9]\d*$/, 'must be a whole number of at least 1')
  .transform(Number);

/** What every list takes. */
export const listOptions = {
  limit: option('<n>', 'Items on a page: 10 when not given, at most 200', Count.optional()),
  cursor: option('<cursor>', 'Go on from the `next` of an earlier page', z.string().optional()),
  all: flag('Follow every page to the end'),
};

/** Lists whose items have a time can also be given the other way round. */
export const orderedListOptions = {
  ...listOptions,
  oldest_first: flag('Oldest first; newest first when not given'),
};

/** What was asked of a list. */
export interface ListAsked {
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly all: boolean;
  readonly oldest_first?: boolean;
}

/** What a page is asked for with. */
interface PageAsked {
  readonly limit?: number;
  readonly cursor?: string;
  readonly ordering?: 'created_at';
}

/** A kind of list: how to get a page of it and how to show it. */
export interface List<T> {
  readonly noun: string;
  /** The noun for several, where it does not just end in an s. */
  readonly nouns?: string;
  readonly columns: readonly Column<T>[];
  page(asked: PageAsked): Promise<Page<T>>;
}

/** Prints one page as the API gave it, or with `--all` every item as one array. */
export async function printPages<T>(io: Io, asked: ListAsked, list: List<T>): Promise<void> {
  const first: PageAsked = {
    ...(asked.limit === undefined ? {} : { limit: asked.limit }),
    ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
    ...(asked.oldest_first ? { ordering: 'created_at' } : {}),
  };
  if (!asked.all) return printPage(io, await list.page(first), list);
  if (asked.limit !== undefined) throw usage('--limit and --all do not go together.');
  await printAll(io, { ...first, limit: PAGE_SIZE }, list);
}

async function printPage<T>(
  io: Io,
  page: Page<T>,
  { noun, nouns, columns }: List<T>,
): Promise<void> {
  const view = table(columns);
  await io.print(page, ({ results }, paint) => (results.length > 0 ? view(results, paint) : ''));
  io.note(
    page.next === null && page.previous === null
      ? `${counted(page.count, noun, nouns)}.`
      : `${page.results.length} of ${counted(page.count, noun, nouns)}.`,
  );
  if (page.next !== null) io.note(`More with --cursor ${page.next}, or everything with --all.`);
}

async function printAll<T>(io: Io, asked: PageAsked, { noun, nouns, columns, page }: List<T>) {
  const writer = io.printList(table(columns));
  const progress = io.progress();
  let count = 0;
  let next: string | null = null;
  do {
    const got: Page<T> = await page(next === null ? asked : { limit: PAGE_SIZE, cursor: next });
    progress.end();
    if (got.results.length > 0) await writer.write(got.results);
    count += got.results.length;
    next = got.next;
    progress.show(`${count} of ${counted(got.count, noun, nouns)}`);
  } while (next !== null);
  progress.end();
  await writer.end();
  io.note(`${counted(count, noun, nouns)}.`);
}
