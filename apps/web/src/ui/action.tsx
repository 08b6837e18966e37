import { Button, type ButtonProps } from '@mantine/core';
import { useId } from 'react';
import { useReadOnly } from '../session/operator.tsx';

/**
 * A button that changes something. For who may only read it stays where it is, cannot be pressed, and says
 * why; `reason` keeps it from others in the same way.
 */
export function Action(
  props: ButtonProps & {
    onClick?: () => void;
    type?: 'button' | 'submit';
    reason?: string | undefined;
  },
) {
  const { reason, onClick, ...rest } = props;
  const readOnly = useReadOnly();
  const why = readOnly ?? reason;
  const note = useId();
  if (why === undefined) return <Button {...rest} {...(onClick ? { onClick } : {})} />;
  return (
    <>
      {/* It keeps its place in the order of focus, so that the reason can be found. */}
      <Button
        {...rest}
        type="button"
        data-disabled
        aria-disabled
        data-tip={why}
        aria-describedby={note}
      />
      <span id={note} className="sr-only">
        {why}
      </span>
    </>
  );
}
