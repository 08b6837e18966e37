import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { usePlatform } from '../app/platform.tsx';
import { useRelativeTime } from './ticker.tsx';
import { absoluteTime } from './times.ts';

interface TimeStyle {
  readonly absolute: boolean;
  toggle(): void;
}

const Context = createContext<TimeStyle>({ absolute: false, toggle() {} });

/** Whether times are told relatively or absolutely: one choice for all of them. */
export function TimeStyleProvider({ children }: { children: ReactNode }) {
  const { recall, remember } = usePlatform();
  const [absolute, setAbsolute] = useState(() => recall('times') === 'absolute');
  const style = useMemo(
    () => ({
      absolute,
      toggle() {
        remember('times', absolute ? 'relative' : 'absolute');
        setAbsolute(!absolute);
      },
    }),
    [absolute, remember],
  );
  return <Context value={style}>{children}</Context>;
}

/**
 * A moment, told relatively; the absolute one on hover and focus, and for all times by a click. `wall` is for
 * what lives by the wall's clock also in a sandbox: keys, clients, operators.
 */
export function Moment({ at, wall = false }: { at: string; wall?: boolean }) {
  const relative = useRelativeTime(at, wall);
  const { absolute, toggle } = use(Context);
  const full = absoluteTime(at);
  const [shown, other] = absolute ? [full, relative] : [relative, full];
  return (
    <button type="button" className="moment" data-tip={`${other}\n${at}`} onClick={toggle}>
      <time dateTime={at}>{shown}</time>
      <span className="sr-only">, {other}</span>
    </button>
  );
}
