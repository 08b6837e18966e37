import { ArrowLeft, X } from 'lucide-react';

/** What stands in the link from a detail back to its list: a cross beside the list, an arrow alone. */
export function BackMark({ list }: { list: string }) {
  return (
    <>
      <span className="detail-back">
        <ArrowLeft size={16} strokeWidth={1.5} aria-hidden="true" />
        {list}
      </span>
      <span className="detail-close icon-button">
        <X size={16} strokeWidth={1.5} aria-hidden="true" />
        <span className="sr-only">Close, back to {list}</span>
      </span>
    </>
  );
}
