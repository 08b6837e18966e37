import { type ReactNode, useEffect, useRef } from 'react';
import { Trouble } from './trouble.tsx';

/**
 * One screen: its heading, what it says, and what can be done. The focus comes to its first field, or to its
 * heading, so that those who listen hear where they are.
 */
export function Screen({
  title,
  text,
  mark,
  focus = 'heading',
  children,
  foot,
  actions,
}: {
  title: string;
  text?: ReactNode;
  /** A picture above the heading. */
  mark?: ReactNode;
  focus?: 'heading' | 'field';
  children?: ReactNode;
  /** Small print, below what went wrong. */
  foot?: ReactNode;
  actions?: ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const begin = () => {
      const field = focus === 'field' ? place.current?.querySelector('input') : undefined;
      const target = field ?? place.current?.querySelector<HTMLElement>('h1');
      target?.focus({ preventScroll: true });
    };
    begin();
    // A frame that is not shown yet takes no focus: it gets it with the window.
    const beginLate = () => {
      if (document.activeElement === document.body) begin();
    };
    window.addEventListener('focus', beginLate);
    return () => window.removeEventListener('focus', beginLate);
  }, [focus]);
  return (
    <div className="screen" ref={place}>
      <div className="screen-body">
        {mark}
        <h1 id="title" tabIndex={-1}>
          {title}
        </h1>
        {text ? <div className="screen-text">{text}</div> : null}
        {children}
      </div>
      <Trouble />
      {foot ? <p className="fine">{foot}</p> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
}
