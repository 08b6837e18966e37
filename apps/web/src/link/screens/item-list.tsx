import { ChevronRight } from 'lucide-react';
import { useId } from 'react';
import type { LinkItemCard } from '../shapes.ts';
import { useFace } from '../ui/context.tsx';
import { ItemLogo } from '../ui/item-logo.tsx';

/** Link items to pick one of; nothing where there are none. */
export function ItemList({
  title,
  items,
  onPick,
}: {
  title: string;
  items: readonly LinkItemCard[];
  onPick: (item: LinkItemCard) => void;
}) {
  const id = useId();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby={id} className="items">
      <h2 id={id}>{title}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className="row"
              disabled={item.is_disabled}
              onClick={() => onPick(item)}
            >
              <ItemLogo item={item} />
              <span className="row-text">
                <span className="row-name">{item.name}</span>
                <ItemNote item={item} />
              </span>
              <ChevronRight className="row-end" size={20} strokeWidth={1.5} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What has to be known before picking it; else what it is. */
function ItemNote({ item }: { item: LinkItemCard }) {
  const { texts } = useFace();
  const { search } = texts;
  if (item.is_disabled || item.status === 'unavailable') {
    return <span className="row-note">{search.unavailable}</span>;
  }
  if (item.status === 'issues') return <span className="row-note warn">{search.troubled}</span>;
  const kinds: Readonly<Record<string, string>> = search.one;
  return <span className="row-note">{kinds[item.kind] ?? item.kind}</span>;
}
