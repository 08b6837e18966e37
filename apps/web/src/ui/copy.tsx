import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useToast } from './toasts.tsx';

const SHOWN = 1600;

/** Puts a text on the clipboard. `what` names it: "Copy user id". */
export function CopyButton({ text, what, tip }: { text: string; what: string; tip?: string }) {
  const [copied, setCopied] = useState(false);
  const say = useToast();

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    const done = await write(text);
    setCopied(done);
    say(
      done ? `Copied ${what}.` : `The browser did not allow copying. Select the ${what} instead.`,
    );
  };
  const Icon = copied ? Check : Copy;
  return (
    <button
      type="button"
      className="copy"
      data-done={copied || undefined}
      aria-label={`Copy ${what}`}
      data-tip={tip ?? `Copy ${what}`}
      onClick={copy}
    >
      <Icon size={14} strokeWidth={1.5} aria-hidden="true" />
    </button>
  );
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not a secure context, or permission refused: the older way works in both.
    return writeBySelection(text);
  }
}

function writeBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr-only';
  // A modal dialog makes the rest of the page inert, so the text must be selected inside of it.
  const host = document.querySelector('[aria-modal="true"]') ?? document.body;
  const focused = document.activeElement;
  host.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
