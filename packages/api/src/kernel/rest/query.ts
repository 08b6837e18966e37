import { z } from 'zod';

/** Query parameters by name. The last of several equal names wins; broken escapes stay as they are. */
export function readQuery(search: string): Record<string, string> {
  if (search === '') return {};
  return Object.fromEntries(new URLSearchParams(search));
}

const Cursors = z.object({
  next: z.string().nullable(),
  previous: z.string().nullable(),
});

/**
 * Shows a page's cursors as absolute URLs that keep the limit and the filters, because clients call
 * them as they are.
 */
export function withPageUrls(
  page: unknown,
  { origin, path, search }: { origin: string; path: string; search: string },
): unknown {
  const { next, previous } = Cursors.parse(page);
  const url = (cursor: string | null) => {
    if (cursor === null) return null;
    const parameters = new URLSearchParams(readQuery(search));
    parameters.delete('offset');
    parameters.set('cursor', cursor);
    return `${origin}${path.replace(/\/{2,}/g, '/')}?${parameters}`;
  };
  return Object.assign({}, page, { next: url(next), previous: url(previous) });
}
