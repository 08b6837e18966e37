import type { ReactNode } from 'react';

/** Why something is in error: the code, its fixed sentence, and what is known about it. */
export function Cause(props: { code: string; message: string | null; children: ReactNode }) {
  return (
    <div className="cause">
      <p className="cause-message">{props.message}</p>
      <p>
        <code>{props.code}</code>
      </p>
      <dl>{props.children}</dl>
    </div>
  );
}

/** One thing that is known about an error. */
export function CauseFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
