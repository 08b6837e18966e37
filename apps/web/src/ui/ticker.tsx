import { createContext, type ReactNode, use, useState, useSyncExternalStore } from 'react';
import { usePlatform } from '../app/platform.tsx';
import { relativeTime } from './times.ts';

interface Ticker {
  subscribe(listener: () => void): () => void;
}

const SECOND = 1000;
const Context = createContext<Ticker | undefined>(undefined);

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

/** How long ago a moment was. Renders anew only when the words change. */
export function useRelativeTime(timestamp: string): string {
  const ticker = use(Context);
  const { now } = usePlatform();
  if (!ticker) throw new Error('There is no TickerProvider around this component');
  return useSyncExternalStore(ticker.subscribe, () => relativeTime(timestamp, now()));
}
