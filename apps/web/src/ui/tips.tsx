import { useEffect, useRef, useState } from 'react';

interface Tip {
  readonly text: string;
  readonly anchor: DOMRect;
}

const GAP = 6;
const MARGIN = 8;
/** A moment of grace in milliseconds, so that the pointer can travel from an element to its tip. */
const GRACE = 80;

/**
 * Shows the `data-tip` of whatever is pointed at or focused (`data-focus-tip`: focused only). One element for
 * the whole page. Tips only repeat what their element already says to a screen reader; Escape closes them,
 * and they can be pointed at.
 */
export function Tips() {
  const [tip, setTip] = useState<Tip>();
  const bubble = useRef<HTMLDivElement>(null);

  useEffect(() => watch(setTip, (target) => bubble.current?.contains(target) === true), []);
  useEffect(() => {
    if (tip && bubble.current) place(bubble.current, tip.anchor);
  }, [tip]);

  // Hidden from screen readers: it would say everything twice.
  return tip ? (
    <div ref={bubble} className="tip" aria-hidden="true">
      {tip.text}
    </div>
  ) : null;
}

/** Follows pointer and focus; gives a function that stops doing so. */
function watch(show: (tip: Tip | undefined) => void, isTip: (target: Element) => boolean) {
  const stop = new AbortController();
  const { signal } = stop;
  let closing: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(closing);
    closing = setTimeout(show, GRACE, undefined);
  };
  const open = (owner: Element | null, attribute: string) => {
    const text = owner?.getAttribute(attribute);
    if (!owner || !text) return close();
    clearTimeout(closing);
    show({ text, anchor: owner.getBoundingClientRect() });
  };
  const onPointer = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    if (isTip(target)) clearTimeout(closing);
    else open(target.closest('[data-tip]'), 'data-tip');
  };
  const onFocus = ({ target }: Event) => {
    if (!(target instanceof Element) || !target.matches(':focus-visible')) return;
    open(target, target.hasAttribute('data-tip') ? 'data-tip' : 'data-focus-tip');
  };
  const hide = () => show(undefined);

  document.addEventListener('pointerover', onPointer, { signal });
  document.addEventListener('focusin', onFocus, { signal });
  document.addEventListener('focusout', close, { signal });
  document.addEventListener('scroll', hide, { signal, capture: true, passive: true });
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && hide(), { signal });
  return () => {
    clearTimeout(closing);
    stop.abort();
  };
}

/** Above the element when there is room, else below; never beyond the window's edges. */
function place(bubble: HTMLElement, anchor: DOMRect) {
  const { width, height } = bubble.getBoundingClientRect();
  const above = anchor.top - height - GAP;
  const top = above >= MARGIN ? above : anchor.bottom + GAP;
  const middle = anchor.left + anchor.width / 2 - width / 2;
  const left = Math.max(MARGIN, Math.min(middle, window.innerWidth - width - MARGIN));
  bubble.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}
