import type { Account, LinkItem } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { useInstanceApi } from '../app/api.tsx';

/** The link item of an account, once it is known. */
export function useItem({ link_item: id }: Account): LinkItem | undefined {
  const api = useInstanceApi();
  const lasting = { staleTime: Number.POSITIVE_INFINITY };
  return useQuery(api.linkItems.get.queryOptions({ id }, lasting)).data;
}
