import { useEffect, useRef, useState } from 'react';
import type { PackagedLinkOptions } from './index.ts';
import { holdLink, type Link } from './link.ts';

/** Link with a component: open while `open` is true. */
export interface IntarsiaLinkProps extends PackagedLinkOptions {
  /** Set it to false in `onClose`. */
  readonly open: boolean;
}

/**
 * Link for a component. Its functions stay the same; options count when it is opened, callbacks are
 * always those of the last rendering. It goes away with the component.
 */
export function useIntarsiaLink(options: PackagedLinkOptions): Link {
  const latest = useRef(options);
  const [link] = useState(() =>
    holdLink({ options: () => latest.current, server: () => latest.current.server }),
  );
  useEffect(() => {
    latest.current = options;
  });
  useEffect(() => () => link.drop(), [link]);
  return link;
}

/** Shows Link over the page while `open` is true. */
export function IntarsiaLink({ open, ...options }: IntarsiaLinkProps): null {
  const link = useIntarsiaLink(options);
  useEffect(() => {
    if (open) link.open();
    else link.close();
  }, [open, link]);
  return null;
}
