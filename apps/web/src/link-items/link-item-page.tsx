import type { LinkItem } from '@intarsia/domain';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Plug } from 'lucide-react';
import { useState } from 'react';
import { useInstanceApi } from '../app/api.tsx';
import { Raw } from '../keys/raw.tsx';
import { ConnectAccount } from '../sandbox/connect-account.tsx';
import { useEnvironment } from '../shell/environment.tsx';
import { Action } from '../ui/action.tsx';
import { BackMark } from '../ui/back.tsx';
import { Detail } from '../ui/detail.tsx';
import { Problem } from '../ui/problem.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { ItemLogo } from './item-logo.tsx';
import { LinkItemFacts } from './link-item-facts.tsx';

const route = getRouteApi('/in/$environment/link-items/$id');

/** One link item: what it is and what it can do. */
export function LinkItemPage() {
  const { id } = route.useParams();
  const api = useInstanceApi();
  const item = useQuery(api.linkItems.get.queryOptions({ id }, { staleTime: 600_000 }));
  return (
    <Detail
      key={id}
      noun="Link item"
      name={item.data?.name ?? id}
      heading={
        <span className="item-name">
          <ItemLogo url={item.data?.logo_url} size={28} />
          {item.data?.name ?? id}
        </span>
      }
      close={<BackLink />}
      actions={item.data ? <ConnectAction item={item.data} /> : null}
    >
      {item.isPending ? <Waiting lines={8} what="the link item" /> : null}
      {item.error ? <Problem error={item.error} retry={() => void item.refetch()} /> : null}
      {item.data ? <LinkItemParts item={item.data} /> : null}
    </Detail>
  );
}

function LinkItemParts({ item }: { item: LinkItem }) {
  return (
    <>
      <LinkItemFacts item={item} />
      <Raw value={item} path={`/v1/link-items/${item.id}`} />
    </>
  );
}

function ConnectAction({ item }: { item: LinkItem }) {
  const { kind } = useEnvironment();
  const [connecting, setConnecting] = useState(false);
  if (kind === 'live') return null;
  return (
    <>
      <Action
        leftSection={<Plug size={16} strokeWidth={1.5} />}
        reason={unfit(item)}
        onClick={() => setConnecting(true)}
      >
        Connect {item.name}
      </Action>
      <ConnectAccount opened={connecting} close={() => setConnecting(false)} item={item} />
    </>
  );
}

function unfit({ is_disabled, type }: LinkItem): string | undefined {
  if (is_disabled) return 'It is disabled: nothing can be connected to it.';
  return type === 'documents' ? 'It takes documents, not a login.' : undefined;
}

function BackLink() {
  const { environment } = route.useParams();
  return (
    <Link to="/$environment/link-items" params={{ environment }} search className="detail-link">
      <BackMark list="Link items" />
    </Link>
  );
}
