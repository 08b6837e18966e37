import { Search as Glass, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { trimOf } from '../run/trim.ts';
import type { LinkItemCard } from '../shapes.ts';
import { IconButton } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { troubleText } from '../ui/trouble.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { ItemList } from './item-list.tsx';
import { Kinds } from './kinds.tsx';

/** How long the person may pause while typing. */
const PAUSE_MS = 160;
const MOST = 40;

/** Picks an employer, platform or provider: by a few letters, by kind, or from what others pick. */
export function Search({ term, tab }: { term: string; tab: string }) {
  const { flow, session, platform, texts, send, announce } = useFace();
  const { search } = texts;
  const [typed, setTyped] = useState(term);
  const list = useRef<HTMLDivElement>(null);
  const { options } = flow;

  useEffect(() => {
    if (typed === term) return undefined;
    return platform.after(PAUSE_MS, () => send({ kind: 'searched', term: typed, tab }));
  }, [platform, send, tab, term, typed]);

  const q = term.trim();
  const found = useLoaded(`${q} ${tab}`, () =>
    session.asKey((api) =>
      api.link.search.query({
        ...trimOf(options),
        limit: MOST,
        ...(q === '' ? {} : { q }),
        ...(tab === 'all' ? {} : { kind: tab }),
      }),
    ),
  );
  const results = found.value?.results;
  const count = results?.length;
  useEffect(() => {
    if (found.pending || q === '' || count === undefined) return;
    announce(count === 0 ? search.none(q) : search.found(count));
  }, [announce, count, found.pending, q, search]);

  const recent = q === '' && tab === 'all' ? recentOf(flow.accounts.map(({ item }) => item)) : [];
  const others = results?.filter(({ id }) => !recent.some((one) => one.id === id)) ?? [];
  const pick = (item: LinkItemCard) => send({ kind: 'picked', item });
  // Not before there is something that it is not among.
  const cantFind =
    results === undefined && !found.trouble ? null : (
      <button type="button" className="row row-plain" onClick={() => send({ kind: 'not_found' })}>
        <span className="row-text">{search.cantFind}</span>
      </button>
    );
  return (
    <Screen title={search.title} focus={options.showSearch ? 'field' : 'heading'}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move among the buttons inside */}
      <div className="search" ref={list} onKeyDown={moveAmongRows}>
        {options.showSearch ? (
          <div className="search-box">
            <Glass size={20} strokeWidth={1.5} aria-hidden="true" />
            <input
              type="search"
              aria-label={search.label}
              placeholder={search.placeholder}
              value={typed}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              enterKeyHint="search"
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            {typed === '' ? null : (
              <IconButton name={search.clear} onClick={() => setTyped('')}>
                <X size={20} strokeWidth={1.5} aria-hidden="true" />
              </IconButton>
            )}
          </div>
        ) : null}
        <Kinds
          kinds={found.value?.kinds ?? []}
          picked={tab}
          onPick={(kind) => send({ kind: 'searched', term: typed, tab: kind })}
        />
        {options.showCantFindLinkItemAtTop ? cantFind : null}
        {found.trouble ? (
          <div className="empty-list">
            <p>{troubleText(found.trouble, texts)}</p>
            <button type="button" className="link-button" onClick={found.again}>
              {texts.again}
            </button>
          </div>
        ) : null}
        {recent.length > 0 ? <ItemList title={search.recent} items={recent} onPick={pick} /> : null}
        {results === undefined || others.length === 0 ? null : (
          <ItemList
            title={q === '' ? search.popular : search.results}
            items={others}
            onPick={pick}
          />
        )}
        {results?.length === 0 && !found.trouble ? (
          <div className="empty-list">
            <p className="strong">{search.none(q)}</p>
            <p className="muted">{search.noneAdvice}</p>
          </div>
        ) : null}
        {options.showCantFindLinkItemAtTop ? null : cantFind}
      </div>
    </Screen>
  );
}

const MOST_RECENT = 3;

/** What the person has connected before, newest first, each once. */
function recentOf(items: readonly LinkItemCard[]): LinkItemCard[] {
  const seen = new Map(items.map((item) => [item.id, item]));
  return [...seen.values()]
    .filter((item) => !item.takes_forms && !item.is_disabled)
    .slice(0, MOST_RECENT);
}

/** The arrows go up and down through the field and the rows. */
function moveAmongRows(event: KeyboardEvent<HTMLDivElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('input, .row:not(:disabled)'),
  ];
  const at = stops.findIndex((stop) => stop.matches(':focus'));
  const next = stops[at + by];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}
