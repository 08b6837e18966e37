import { useEffect, useRef } from 'react';

/** The token of a one-time link behind the `#` of an address. */
export function tokenIn(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || undefined;
}

/**
 * Hands over the token of a one-time link, once, and takes it out of the address at once: it must not stay
 * in the history. A link that is opened in a tab which shows this page already changes the hash only.
 */
export function useSignInToken(use: (token: string) => void): void {
  const latest = useRef(use);
  latest.current = use;

  useEffect(() => {
    const take = () => {
      const token = tokenIn(window.location.hash);
      if (token === undefined) return;
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, '', `${pathname}${search}`);
      latest.current(token);
    };
    take();
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
}
