import { CopyButton } from './copy.tsx';

/** Texts of more lines than this scroll in their own place. */
const LONG = 40;
const SHOWN = 24;

/** A command or another text to paste, with a button that copies it. */
export function Command({ text, what = 'command' }: { text: string; what?: string }) {
  const long = text.split('\n').length > LONG;
  return (
    <div className="command">
      {long ? (
        <textarea className="command-long" readOnly rows={SHOWN} value={text} aria-label={what} />
      ) : (
        <pre>
          <code>{text}</code>
        </pre>
      )}
      <CopyButton text={text} what={what} />
    </div>
  );
}
