import { useEffect, useRef, useState } from 'react';

interface Tip {
  readonly text: string;
  readonly anchor: DOMRect;
}

const GAP = 6;
const MARGIN = 8;

/**
 * Shows the `data-tip` of whatever is pointed at or focused: one element for the whole page. Tips only repeat
 * what their element already says to a screen reader. Escape closes them, and they can be pointed at.
 */
export function Tips() {
  const [tip, setTip] = useState<Tip>();
  const bubble = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let closing: ReturnType<typeof setTimeout> | undefined;
    const open = ({ target }: Event) => {
      if (bubble.current?.contains(target as Node)) return clearTimeout(closing);
      const owner = target instanceof Element ? target.closest('[data-tip]') : null;
      const text = owner?.getAttribute('data-tip');
      if (!owner || !text) return close();
      clearTimeout(closing);
      setTip({ text, anchor: owner.getBoundingClientRect() });
    };
    const close = () => {
      clearTimeout(closing);
      // A moment of grace, so that the pointer can travel from the element to its tip.
      closing = setTimeout(() => setTip(undefined), 80);
    };
    const dismiss = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setTip(undefined);
    };
    const openOnFocus = (event: FocusEvent) => {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) open(event);
    };
    const hide = () => setTip(undefined);
    document.addEventListener('pointerover', open);
    document.addEventListener('focusin', openOnFocus);
    document.addEventListener('focusout', close);
    document.addEventListener('keydown', dismiss);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      clearTimeout(closing);
      document.removeEventListener('pointerover', open);
      document.removeEventListener('focusin', openOnFocus);
      document.removeEventListener('focusout', close);
      document.removeEventListener('keydown', dismiss);
      document.removeEventListener('scroll', hide, { capture: true });
    };
  }, []);

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

/** Above the element when there is room, else below; never beyond the window's edges. */
function place(bubble: HTMLElement, anchor: DOMRect) {
  const { width, height } = bubble.getBoundingClientRect();
  const above = anchor.top - height - GAP;
  const top = above >= MARGIN ? above : anchor.bottom + GAP;
  const middle = anchor.left + anchor.width / 2 - width / 2;
  const left = Math.max(MARGIN, Math.min(middle, window.innerWidth - width - MARGIN));
  bubble.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}
