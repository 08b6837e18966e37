import { type KeyboardEvent, useEffect, useState } from 'react';
import { trimOf } from '../run/trim.ts';
import { useFace } from '../ui/context.tsx';
import { Screen } from '../ui/screen.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { Kinds } from './kinds.tsx';
import { SearchField } from './search-field.tsx';
import { SearchResults } from './search-results.tsx';

/** How long the person may pause while typing. */
const PAUSE_MS = 160;
const MOST = 40;

/** Picks an employer, platform or provider: by a few letters, by kind, or from what others pick. */
export function Search({ term, tab }: { term: string; tab: string }) {
  const { flow, session, platform, texts, send } = useFace();
  const { options } = flow;
  const [typed, setTyped] = useState(term);
  useEffect(() => {
    if (typed === term) return undefined;
    return platform.after(PAUSE_MS, () => send({ kind: 'searched', term: typed, tab }));
  }, [platform, send, tab, term, typed]);

  const q = term.trim();
  const found = useLoaded(`${q} ${tab}`, () => {
    const kind = tab === 'all' ? {} : { kind: tab };
    return session.asKey((api) =>
      api.link.search.query({ ...trimOf(options), limit: MOST, q, ...kind }),
    );
  });
  return (
    <Screen title={texts.search.title} focus={options.showSearch ? 'field' : 'heading'}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move among the buttons inside */}
      <div className="search" onKeyDown={moveAmongRows}>
        {options.showSearch ? <SearchField typed={typed} onType={setTyped} /> : null}
        <Kinds
          kinds={found.value?.kinds ?? []}
          picked={tab}
          onPick={(kind) => send({ kind: 'searched', term: typed, tab: kind })}
        />
        <SearchResults q={q} found={found} />
      </div>
    </Screen>
  );
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
