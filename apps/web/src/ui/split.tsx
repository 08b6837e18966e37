import type { ReactNode } from 'react';

/**
 * A list, and beside it on a wide window the detail of one of its rows; on a narrow one only the detail.
 * A `roomy` detail holds tables: the list stands beside it on very wide windows only.
 */
export function Split(props: {
  list: ReactNode;
  detail: ReactNode;
  open: boolean;
  roomy?: boolean;
}) {
  return (
    <div
      className="split"
      data-open={props.open || undefined}
      data-roomy={props.roomy || undefined}
    >
      <div className="split-list">{props.list}</div>
      {props.open ? <div className="split-detail">{props.detail}</div> : null}
    </div>
  );
}

/** The head of a list: its heading, how many there are, its one main action. */
export function ListHead(props: {
  title: string;
  /** A detail is open, whose heading is then the page's first one. */
  beside: boolean;
  count?: string | undefined;
  action?: ReactNode;
}) {
  const Heading = props.beside ? 'h2' : 'h1';
  return (
    <header className="list-head">
      {props.beside ? null : <title>{`${props.title} · Intarsia`}</title>}
      <Heading className="list-title">{props.title}</Heading>
      <span className="muted tabular" role="status">
        {props.count}
        {props.count === undefined ? null : (
          <span className="sr-only"> {props.title.toLowerCase()}</span>
        )}
      </span>
      <div className="list-action">{props.action}</div>
    </header>
  );
}
