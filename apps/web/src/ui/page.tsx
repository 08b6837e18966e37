import type { ReactNode } from 'react';

/** A page: its title for the window, its heading, its one main action, and what it shows. */
export function Page(props: {
  title: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="page">
      <title>{`${props.title} · Intarsia`}</title>
      <header className="page-head">
        <div>
          <h1>{props.title}</h1>
          {props.lead ? <p className="muted">{props.lead}</p> : null}
        </div>
        {props.action}
      </header>
      {props.children}
    </div>
  );
}

/** A part of a page with its own heading. */
export function Section(props: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
  id?: string;
}) {
  return (
    <section className="section" aria-label={props.title} id={props.id}>
      <header className="section-head">
        <h2>{props.title}</h2>
        {props.action}
      </header>
      {props.children}
    </section>
  );
}
