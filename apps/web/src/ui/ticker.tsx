import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import { usePlatform } from '../app/platform.tsx';
import { relativeTime } from './times.ts';

interface Ticker {
  subscribe(listener: () => void): () => void;
}

const SECOND = 1000;
const Context = createContext<Ticker | undefined>(undefined);
const Now = createContext<(() => number) | undefined>(undefined);

/** One clock for every relative time on the page; it stands still while nobody looks at one. */
function createTicker(): Ticker {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        for (const each of listeners) each();
      }, SECOND);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}

/** Gives the ticker to everything inside. */
export function TickerProvider({ children }: { children: ReactNode }) {
  const [ticker] = useState(createTicker);
  return <Context value={ticker}>{children}</Context>;
}

/** Gives another time than the wall's to everything inside, such as that of a sandbox. */
export function NowProvider({ value, children }: { value: () => number; children: ReactNode }) {
  return <Now value={value}>{children}</Now>;
}

/** How long ago a moment was, by the time around it or by the wall. */
export function useRelativeTime(timestamp: string, wall: boolean): string {
  const around = use(Now);
  const platform = usePlatform();
  const now = wall || !around ? platform.now : around;
  return useTicked(() => relativeTime(timestamp, now()));
}

/** A text about the time. Renders anew only when the words change. */
export function useTicked(tell: () => string): string {
  const ticker = use(Context);
  if (!ticker) throw new Error('There is no TickerProvider around this component');
  return useSyncExternalStore(ticker.subscribe, tell);
}
