import { CopyButton } from './copy.tsx';
import { shortId } from './ids.ts';

/** An id: short, in full on hover and focus, with a button that copies all of it. */
export function IdText({ id, what }: { id: string; what: string }) {
  return (
    <span className="id">
      <span className="mono" data-tip={id}>
        {shortId(id)}
      </span>
      <CopyButton text={id} what={what} tip={id} />
    </span>
  );
}
