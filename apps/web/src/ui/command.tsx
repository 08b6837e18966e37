import { CopyButton } from './copy.tsx';

/** Texts of more lines than this scroll in their own place. */
const LONG = 40;
const SHOWN = 24;

interface CommandProps {
  readonly text: string;
  readonly what?: string;
  /** What the button copies, where that is not the text to the byte. */
  readonly copies?: string;
}

/** A command or another text to paste, with a button that copies it. */
export function Command({ text, what = 'command', copies = text }: CommandProps) {
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
      <CopyButton text={copies} what={what} />
    </div>
  );
}
