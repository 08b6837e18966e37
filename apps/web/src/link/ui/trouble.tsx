import type { Trouble as Reason } from '../flow/flow.ts';
import { overtaken } from '../run/troubles.ts';
import type { Texts } from '../texts/en.ts';
import { useFace } from './context.tsx';
import { Glyph } from './glyph.tsx';

/** What became of the last call, where it failed. The button that was tapped is still there to try again. */
export function Trouble() {
  const { flow, texts } = useFace();
  return (
    <div role="alert" className="alerts">
      {flow.trouble ? <Notice>{troubleText(flow.trouble, texts)}</Notice> : null}
      {flow.renewing && flow.screen.name !== 'waiting' ? <Notice>{texts.renewing}</Notice> : null}
    </div>
  );
}

/** A failure in words. */
export function troubleText({ reason, code }: Reason, texts: Texts): string {
  if (reason === 'unreachable') return texts.noAnswer;
  if (reason === 'busy') return texts.tooBusy;
  if (reason === 'broken') return texts.broken;
  return overtaken.includes(code ?? '') ? texts.movedOn : texts.refused;
}

/** Something that went wrong, told by sign and word. */
function Notice({ children }: { children: string }) {
  return (
    <p className="notice">
      <Glyph tone="bad" />
      <span>{children}</span>
    </p>
  );
}
