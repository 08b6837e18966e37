import type { ComponentProps, ReactNode } from 'react';

/** A button with words. While it is busy it keeps its place and its focus, and does nothing. */
export function Button({
  kind = 'primary',
  busy = false,
  children,
  onClick,
  ...rest
}: ComponentProps<'button'> & { kind?: 'primary' | 'quiet' | 'danger'; busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${kind}`}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className="button-busy" aria-hidden="true" /> : null}
      <span>{children}</span>
    </button>
  );
}

/** A button with a sign instead of words; its name is for those who don't see it. */
export function IconButton({
  name,
  children,
  ...rest
}: ComponentProps<'button'> & { name: string; children: ReactNode }) {
  return (
    <button type="button" {...rest} className="icon-button" aria-label={name} title={name}>
      {children}
    </button>
  );
}
