import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { backFrom } from '../flow/opening.ts';
import { IconButton } from './buttons.tsx';
import { useFace } from './context.tsx';

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), [tabindex]:not([tabindex="-1"])';

/**
 * The card that everything stands on. Over another page it is a dialog: the focus stays inside, Escape closes
 * it, and so does a click beside it, where the page around wants that.
 */
export function Card({
  framed,
  leaving,
  children,
}: {
  framed: boolean;
  leaving: boolean;
  children: ReactNode;
}) {
  const { flow, texts, send } = useFace();
  const card = useRef<HTMLDivElement>(null);
  const { options, screen, opened } = flow;
  const close = () => send({ kind: 'closed' });
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && options.showCloseButton) close();
    if (event.key === 'Tab' && card.current) keepInside(event, card.current);
  };
  const isSandbox = opened?.environment === 'sandbox';
  const inside = (
    <>
      {isSandbox ? <div className="woven" aria-hidden="true" /> : null}
      <Head />
      {children}
      {isSandbox ? <footer className="foot">{texts.sandbox}</footer> : null}
    </>
  );
  const named = { className: 'card', 'aria-labelledby': 'title', 'data-screen': screen.name };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: beside the card there is nothing; the button closes too
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes as well
    <div
      className="place"
      data-leaving={leaving || undefined}
      inert={leaving}
      onClick={(event) => {
        if (options.closeOnOutsideClick && event.target === event.currentTarget) close();
      }}
    >
      {framed ? (
        <div {...named} ref={card} role="dialog" aria-modal="true" onKeyDown={keys}>
          {inside}
        </div>
      ) : (
        <main {...named}>{inside}</main>
      )}
    </div>
  );
}

/** Who asks, the way back, and the way out. */
function Head() {
  const { flow, texts, language, client, send } = useFace();
  const { options, screen } = flow;
  const Arrow = language.direction === 'rtl' ? ArrowRight : ArrowLeft;
  const toSearch = screen.name === 'login' ? options.backToSearchButtonTitle : null;
  return (
    <header className="head">
      {backFrom(flow) ? (
        <IconButton name={toSearch ?? texts.back} onClick={() => send({ kind: 'back' })}>
          <Arrow size={20} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      ) : (
        <span className="head-room" />
      )}
      <span className="head-client">{client}</span>
      {options.showCloseButton && screen.name !== 'closed' ? (
        <IconButton name={texts.close} onClick={() => send({ kind: 'closed' })}>
          <X size={20} strokeWidth={1.5} aria-hidden="true" />
        </IconButton>
      ) : (
        <span className="head-room" />
      )}
    </header>
  );
}

/** From the last stop Tab goes to the first one, and back. */
function keepInside(event: KeyboardEvent, card: HTMLElement): void {
  const stops = [...card.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (one) => one.getClientRects().length > 0,
  );
  const [first, last] = [stops[0], stops.at(-1)];
  const active = document.activeElement;
  const isBefore = active === first || active?.tagName === 'H1' || active === document.body;
  const target = event.shiftKey
    ? isBefore
      ? last
      : undefined
    : active === last
      ? first
      : undefined;
  if (!target) return;
  event.preventDefault();
  target.focus();
}
