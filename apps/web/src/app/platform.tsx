import { createContext, type ReactNode, use } from 'react';

/** What the Console takes from the browser; given once at the start, so that nothing else reaches for it. */
export interface Platform {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970. */
  now(): number;
  /** Where the server is: scheme and host, without a trailing slash. */
  readonly origin: string;
  /** Small choices that are kept in this browser. */
  recall(name: string): string | undefined;
  remember(name: string, value: string): void;
}

const Context = createContext<Platform | undefined>(undefined);

/** Gives the platform to everything inside. */
export function PlatformProvider({ value, children }: { value: Platform; children: ReactNode }) {
  return <Context value={value}>{children}</Context>;
}

/** The platform that the Console was started with. */
export function usePlatform(): Platform {
  const platform = use(Context);
  if (!platform) throw new Error('There is no PlatformProvider around this component');
  return platform;
}

/** The platform of a real browser. */
export function browserPlatform(): Platform {
  return {
    fetch: (input, init) => window.fetch(input, init),
    now: Date.now,
    origin: window.location.origin,
    recall(name) {
      try {
        return window.localStorage.getItem(`intarsia.${name}`) ?? undefined;
      } catch {
        // Storage can be closed off; then nothing is remembered.
        return undefined;
      }
    },
    remember(name, value) {
      try {
        window.localStorage.setItem(`intarsia.${name}`, value);
      } catch {
        // As above: the choice then lasts until the page is left.
      }
    },
  };
}
