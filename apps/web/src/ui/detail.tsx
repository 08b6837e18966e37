import type { ReactNode } from 'react';
import { FocusHeading } from './focus-heading.tsx';

/** One thing in detail: what it is, its name, what can be done with it. */
export function Detail(props: {
  /** The noun: "User". */
  noun: string;
  /** Its name in the window's title. */
  name: string;
  heading: ReactNode;
  /** How it stands, next to the heading. */
  beside?: ReactNode;
  /** It holds tables, and takes the room for them. */
  wide?: boolean;
  /** The link back to the list. */
  close: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <article className="detail" data-wide={props.wide || undefined}>
      <title>{`${props.noun} ${props.name} · Intarsia`}</title>
      <div className="detail-top">
        <p className="muted small">{props.noun}</p>
        {props.close}
      </div>
      <header className="detail-head">
        <div className="detail-name">
          <FocusHeading as="h1" className="detail-title">
            {props.heading}
          </FocusHeading>
          {props.beside}
        </div>
        <div className="detail-actions">{props.actions}</div>
      </header>
      {props.children}
    </article>
  );
}
