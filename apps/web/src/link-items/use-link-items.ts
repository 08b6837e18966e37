import { keepPreviousData } from '@tanstack/react-query';
import { useInstanceApi } from '../app/api.tsx';

/** The catalogue changes with a release only. */
const lasting = { staleTime: 600_000, placeholderData: keepPreviousData } as const;
const MOST = 200;

/** What to ask for link items: the best matches of a text, or all of them by name. */
export function useLinkItems(text: string) {
  const { linkItems } = useInstanceApi();
  const q = text.trim();
  const wanted = q === '' ? { limit: MOST } : { q, limit: MOST };
  return q === ''
    ? linkItems.list.queryOptions(wanted, lasting)
    : linkItems.search.queryOptions(wanted, lasting);
}
