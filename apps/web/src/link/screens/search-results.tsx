import { useEffect } from 'react';
import type { LinkItemCard } from '../shapes.ts';
import { useFace } from '../ui/context.tsx';
import { troubleText } from '../ui/trouble.tsx';
import type { Loaded } from '../ui/use-loaded.ts';
import { ItemList } from './item-list.tsx';

/** What a search has found, or why not; what the person has connected before stands first. */
export function SearchResults({
  q,
  found,
}: {
  q: string;
  found: Loaded<{ readonly results: readonly LinkItemCard[] }>;
}) {
  const { flow, texts, send, announce } = useFace();
  const { search } = texts;
  const results = found.value?.results;
  const count = results?.length;
  useEffect(() => {
    if (found.pending || q === '' || count === undefined) return;
    announce(count === 0 ? search.none(q) : search.found(count));
  }, [announce, count, found.pending, q, search]);

  // Not before there is something that it is not among.
  const isKnown = results !== undefined || found.trouble !== undefined;
  const atTop = flow.options.showCantFindLinkItemAtTop;
  const known = flow.accounts.map(({ item }) => item.id);
  const isRecent = ({ id, takes_forms }: LinkItemCard) => !takes_forms && known.includes(id);
  const recent = q === '' ? (results?.filter(isRecent) ?? []) : [];
  const others = results?.filter((item) => !recent.includes(item)) ?? [];
  const pick = (item: LinkItemCard) => send({ kind: 'picked', item });
  return (
    <>
      {isKnown && atTop ? <CantFind /> : null}
      {found.trouble ? (
        <div className="empty-list">
          <p>{troubleText(found.trouble, texts)}</p>
          <button type="button" className="link-button" onClick={found.again}>
            {texts.again}
          </button>
        </div>
      ) : null}
      <ItemList title={search.recent} items={recent} onPick={pick} />
      <ItemList title={q === '' ? search.popular : search.results} items={others} onPick={pick} />
      {count === 0 && !found.trouble ? <Nothing q={q} /> : null}
      {isKnown && !atTop ? <CantFind /> : null}
    </>
  );
}

function Nothing({ q }: { q: string }) {
  const { search } = useFace().texts;
  return (
    <div className="empty-list">
      <p className="strong">{q === '' ? search.noneAtAll : search.none(q)}</p>
      <p className="muted">{q === '' ? null : search.noneAdvice}</p>
    </div>
  );
}

function CantFind() {
  const { texts, send } = useFace();
  return (
    <button type="button" className="row row-plain" onClick={() => send({ kind: 'not_found' })}>
      <span className="row-text">{texts.search.cantFind}</span>
    </button>
  );
}
