import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** What leads through the pages of a list. Links, so that a page can be opened beside this one. */
export function Pager(props: {
  /** What this page shows: "1 to 50 of 1,240". */
  shown: string;
  previous: ((children: ReactNode) => ReactNode) | undefined;
  next: ((children: ReactNode) => ReactNode) | undefined;
}) {
  const { shown, previous, next } = props;
  const newer = (
    <>
      <ChevronLeft size={16} strokeWidth={1.5} aria-hidden="true" />
      Newer
    </>
  );
  const older = (
    <>
      Older
      <ChevronRight size={16} strokeWidth={1.5} aria-hidden="true" />
    </>
  );
  return (
    <nav className="pager" aria-label="Pages of the list">
      <span className="muted small tabular">{shown}</span>
      {previous?.(newer)}
      {next?.(older)}
    </nav>
  );
}
