import { Search, X } from 'lucide-react';
import { IconButton } from '../ui/buttons.tsx';
import { useFace } from '../ui/context.tsx';

/** Where a few letters are typed. */
export function SearchField({ typed, onType }: { typed: string; onType: (typed: string) => void }) {
  const { texts } = useFace();
  const { search } = texts;
  return (
    <div className="search-box">
      <Search size={20} strokeWidth={1.5} aria-hidden="true" />
      <input
        type="search"
        aria-label={search.label}
        placeholder={search.placeholder}
        value={typed}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={200}
        enterKeyHint="search"
        onChange={(event) => onType(event.currentTarget.value)}
      />
      {typed === '' ? null : (
        <IconButton name={search.clear} onClick={() => onType('')}>
          <X size={20} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}
