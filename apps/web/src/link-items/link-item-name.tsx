import { useQuery } from '@tanstack/react-query';
import { useInstanceApi } from '../app/api.tsx';
import { ItemLogo } from './item-logo.tsx';

/** The name of a link item with its logo; its id until the name is there. */
export function LinkItemName({ id }: { id: string }) {
  const api = useInstanceApi();
  const item = useQuery(
    api.linkItems.get.queryOptions({ id }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  return (
    <span className="item-name">
      <ItemLogo url={item.data?.logo_url} />
      {item.data?.name ?? id}
    </span>
  );
}
