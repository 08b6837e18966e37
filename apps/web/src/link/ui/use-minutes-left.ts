import { useEffect, useState } from 'react';
import type { LinkAccount } from '../shapes.ts';
import { useFace } from './context.tsx';

const MINUTE = 60_000;
const LOOK_EVERY_MS = 5000;

/**
 * Whole minutes until the source stops waiting, by the server's time: that of this machine may be wrong.
 * Undefined where there is no end.
 */
export function useMinutesLeft({ challenge_ends_at: end, now }: LinkAccount): number | undefined {
  const { platform } = useFace();
  const [began, setBegan] = useState(() => ({ end, at: platform.now() }));
  const [at, setAt] = useState(began.at);
  if (began.end !== end) setBegan({ end, at: platform.now() });
  useEffect(() => {
    let stop = () => {};
    const look = () => {
      setAt(platform.now());
      stop = platform.after(LOOK_EVERY_MS, look);
    };
    look();
    return () => stop();
  }, [platform]);
  if (end === null) return undefined;
  const left = Date.parse(end) - Date.parse(now) - (at - began.at);
  return Math.max(0, Math.floor(left / MINUTE));
}
