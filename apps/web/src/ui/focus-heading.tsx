import { type ReactNode, useEffect, useRef } from 'react';
import { useHasMoved } from '../app/moves.tsx';

/** A heading that takes the focus when the person came by a link, so that a keyboard goes on from here. */
export function FocusHeading(props: { as: 'h1' | 'h2'; className: string; children: ReactNode }) {
  const { as: Heading, className, children } = props;
  const heading = useRef<HTMLHeadingElement>(null);
  const hasMoved = useHasMoved();
  useEffect(() => {
    if (hasMoved()) heading.current?.focus({ preventScroll: true });
  }, [hasMoved]);
  return (
    <Heading ref={heading} tabIndex={-1} className={className}>
      {children}
    </Heading>
  );
}
