import { CopyButton } from './copy.tsx';

/** A command or another text to paste, with a button that copies it. */
export function Command({ text, what = 'command' }: { text: string; what?: string }) {
  return (
    <div className="command">
      <pre>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} />
    </div>
  );
}
